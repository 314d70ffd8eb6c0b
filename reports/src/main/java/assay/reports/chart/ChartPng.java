package assay.reports.chart;

import assay.reports.text.VisibleText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import javax.imageio.ImageIO;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;

/// Draws a chart as a PNG file on white, at twice its size.
///
/// Texts are drawn with the machine's own sans-serif font, so the pixels may differ between
/// machines.
public final class ChartPng {
  private static final int ZOOM = 2;
  private static final int TITLE_HEIGHT = 28;
  private static final int MARGIN = 6;
  private static final float HALO = 3;
  static final Color INK = new Color(0x62676e);
  static final Color GRID = new Color(0xdcdcd7);
  static final Color ACCENT = new Color(0x1f5fa8);
  static final Color BAND = new Color(0xc9d9ea);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);

  private ChartPng() {}

  /// Writes the picture, whose chart takes its printed colours by this.
  public static void write(String title, Charts.Picture picture, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(
            ZOOM * picture.width(),
            ZOOM * (picture.height() + TITLE_HEIGHT),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(ZOOM, ZOOM);
    draw(graphics, title, picture);
    graphics.dispose();
    try (var out = Files.newOutputStream(file)) {
      ImageIO.write(image, "png", out);
    }
  }

  private static void draw(Graphics2D graphics, String title, Charts.Picture picture) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.width(), picture.height() + TITLE_HEIGHT);
    graphics.setColor(Color.BLACK);
    title(graphics, VisibleText.oneLine(title), picture.width() - 2 * MARGIN);
    graphics.translate(0, TITLE_HEIGHT);
    if (picture.printed().isEmpty()) {
      colour((XYPlot) picture.chart().getPlot());
    }
    picture
        .printed()
        .orElse(picture.chart())
        .draw(graphics, new Rectangle2D.Double(0, 0, picture.width(), picture.height()));
    graphics.setColor(INK);
    picture.labels().forEach(label -> draw(graphics, label));
  }

  /// Draws the title, smaller where it would not fit.
  private static void title(Graphics2D graphics, String title, int width) {
    float advance = layout(graphics, title, TITLE).getAdvance();
    Font font = TITLE.deriveFont(TITLE.getSize2D() * Math.min(1, width / advance));
    layout(graphics, title, font).draw(graphics, MARGIN, TITLE_HEIGHT - 9);
  }

  private static void draw(Graphics2D graphics, Charts.Label label) {
    if (label.text().isEmpty()) {
      return;
    }
    TextLayout text = layout(graphics, label.text(), TEXT);
    double share =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> 0.5;
          case END -> 1;
        };
    double left = label.x() - text.getAdvance() * share;
    double base = label.y() + (text.getAscent() - text.getDescent()) / 2.0;
    // Text stays readable where a line passes behind it.
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(HALO));
    graphics.draw(text.getOutline(AffineTransform.getTranslateInstance(left, base)));
    graphics.setColor(INK);
    text.draw(graphics, (float) left, (float) base);
  }

  private static TextLayout layout(Graphics2D graphics, String text, Font font) {
    return new TextLayout(text.isEmpty() ? " " : text, font, graphics.getFontRenderContext());
  }

  private static void colour(XYPlot plot) {
    plot.setDomainGridlinePaint(GRID);
    paint(plot, 0, ACCENT);
    paint(plot, 1, BAND);
    Collection<?> markers = plot.getDomainMarkers(Layer.FOREGROUND);
    if (markers != null) { // JFreeChart's answer where there is none
      markers.forEach(marker -> ((Marker) marker).setPaint(INK));
    }
  }

  private static void paint(XYPlot plot, int dataset, Color colour) {
    XYErrorRenderer renderer = (XYErrorRenderer) plot.getRenderer(dataset);
    renderer.setSeriesPaint(0, colour);
    renderer.setErrorPaint(colour);
  }
}
