package assay.reports.chart;

import java.awt.Color;
import java.awt.Font;

/// The colours of a chart and its letters.
///
/// @param ink texts, and lines that mean something besides the data
/// @param grid lines that help to read
/// @param accent the data
/// @param band what is left open
/// @param pale data that stand back
/// @param second data of another kind
/// @param font of all texts
record ChartStyle(
    Color ink, Color grid, Color accent, Color band, Color pale, Color second, Font font) {
  /// Placeholders that [ChartSvg] turns into the page's colours, so that one picture serves light
  /// and dark.
  static final ChartStyle PAGE =
      new ChartStyle(
          new Color(1, 1, 1),
          new Color(2, 2, 2),
          new Color(3, 3, 3),
          new Color(4, 4, 4),
          new Color(5, 5, 5),
          new Color(6, 6, 6),
          new PageFont());

  /// The colours of a picture file, and the machine's own letters.
  static final ChartStyle PRINT =
      new ChartStyle(
          new Color(0x4a4f56),
          new Color(0xdcdcd7),
          new Color(0x1f5fa8),
          new Color(0xc9d9ea),
          new Color(0x9db8d6),
          new Color(0xa8741a),
          new Font(Font.SANS_SERIF, Font.PLAIN, PageFont.SIZE));

  /// Returns the colour of a number, from 0 for invisible to 1 for the whole colour.
  Color shade(double strength) {
    int alpha = (int) Math.round(255 * Math.clamp(strength, 0.0, 1.0));
    return new Color(accent.getRed(), accent.getGreen(), accent.getBlue(), alpha);
  }
}
