package assay.reports.chart;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jfree.chart.JFreeChart;

/// A chart with its size in user units, drawn in the colours of a page or in those of a file.
///
/// @param chart in a style
/// @param width of the whole
/// @param height of the whole
/// @param description says in words what it shows
public record Picture(
    Function<ChartStyle, JFreeChart> chart, int width, int height, Supplier<String> description) {
  static final int WIDTH = 520;
}
