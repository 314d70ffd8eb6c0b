package assay.reports.render;

import java.awt.Color;

/// The colours of a chart.
///
/// @param ink lines that mean something besides the data
/// @param grid lines that help to read
/// @param accent the data
/// @param pale data that stand back
record Palette(Color ink, Color grid, Color accent, Color pale) {
  /// Placeholders that [ChartSvg] turns into the page's colours.
  static final Palette PAGE = new Palette(Charts.INK, Charts.FAINT, Charts.ACCENT, Charts.PALE);

  /// The colours of a picture file.
  static final Palette PRINT =
      new Palette(ChartPng.INK, ChartPng.GRID, ChartPng.ACCENT, new Color(0x9db8d6));
}
