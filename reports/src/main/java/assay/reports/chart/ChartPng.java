package assay.reports.chart;

import assay.reports.text.VisibleText;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Draws a chart as a PNG file on white, at twice its size.
///
/// Texts are drawn with the machine's own sans-serif font, so the pixels may differ between
/// machines.
public final class ChartPng {
  private static final int ZOOM = 2;
  private static final int TITLE_HEIGHT = 28;
  private static final int MARGIN = 6;

  /// Rows of pixels that are drawn at once.
  private static final int STRIP = 900;

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);

  private ChartPng() {}

  /// Writes the picture below its title, drawing a strip of it at a time.
  public static void write(String title, Picture picture, Path file) throws IOException {
    int width = ZOOM * picture.width();
    int height = ZOOM * (picture.height() + TITLE_HEIGHT);
    BufferedImage strip =
        new BufferedImage(width, Math.min(height, STRIP), BufferedImage.TYPE_INT_RGB);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file));
        PngFile png = new PngFile(out, width, height)) {
      for (int top = 0; top < height; top += STRIP) {
        Graphics2D graphics = strip.createGraphics();
        graphics.translate(0, -top);
        graphics.scale(ZOOM, ZOOM);
        draw(graphics, title, picture);
        graphics.dispose();
        png.add(strip, Math.min(STRIP, height - top));
      }
    }
  }

  private static void draw(Graphics2D graphics, String title, Picture picture) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.width(), picture.height() + TITLE_HEIGHT);
    graphics.setColor(Color.BLACK);
    title(graphics, VisibleText.oneLine(title), picture.width() - 2 * MARGIN);
    graphics.translate(0, TITLE_HEIGHT);
    picture
        .chart()
        .apply(ChartStyle.PRINT)
        .draw(graphics, new Rectangle2D.Double(0, 0, picture.width(), picture.height()));
  }

  /// Draws the title, smaller where it would not fit.
  private static void title(Graphics2D graphics, String title, int width) {
    float advance = layout(graphics, title, TITLE).getAdvance();
    Font font = TITLE.deriveFont(TITLE.getSize2D() * Math.min(1, width / advance));
    layout(graphics, title, font).draw(graphics, MARGIN, TITLE_HEIGHT - 9);
  }

  private static TextLayout layout(Graphics2D graphics, String text, Font font) {
    return new TextLayout(text.isEmpty() ? " " : text, font, graphics.getFontRenderContext());
  }
}
