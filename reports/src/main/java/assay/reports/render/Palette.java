package assay.reports.render;

import java.awt.Color;

/// The colours of a chart.
///
/// @param ink lines that mean something besides the data
/// @param grid lines that help to read
/// @param accent the data
record Palette(Color ink, Color grid, Color accent) {
  /// Placeholders that [ChartSvg] turns into the page's colours.
  static final Palette PAGE = new Palette(Charts.INK, Charts.FAINT, Charts.ACCENT);

  /// The colours of a picture file.
  static final Palette PRINT = new Palette(ChartPng.INK, ChartPng.GRID, ChartPng.ACCENT);

  /// Returns the colour of data that stand back, from 0 for invisible to 1.
  Color pale(double strength) {
    return new Color(
        accent.getRed(), accent.getGreen(), accent.getBlue(), (int) Math.round(255 * strength));
  }
}
