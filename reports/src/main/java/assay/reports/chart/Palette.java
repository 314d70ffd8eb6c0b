package assay.reports.chart;

import java.awt.Color;

/// The colours of a chart.
///
/// @param ink lines that mean something besides the data
/// @param grid lines that help to read
/// @param accent the data
/// @param pale data that stand back
/// @param second data of another kind
record Palette(Color ink, Color grid, Color accent, Color pale, Color second) {
  /// Placeholders that [ChartSvg] turns into the page's colours.
  static final Palette PAGE =
      new Palette(Charts.INK, Charts.FAINT, Charts.ACCENT, Charts.PALE, Charts.SECOND);

  /// The colours of a picture file.
  static final Palette PRINT =
      new Palette(
          ChartPng.INK, ChartPng.GRID, ChartPng.ACCENT, new Color(0x9db8d6), new Color(0xa8741a));

  /// Returns the colour of a number, from 0 for invisible to 1 for the whole colour.
  Color shade(double strength) {
    int alpha = (int) Math.round(255 * Math.clamp(strength, 0.0, 1.0));
    return new Color(accent.getRed(), accent.getGreen(), accent.getBlue(), alpha);
  }
}
