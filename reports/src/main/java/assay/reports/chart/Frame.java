package assay.reports.chart;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/// The room around a plot, in user units, in which [Charts.Label]s stand instead of what JFreeChart
/// would write itself.
record Frame(double left, double bottom, double top, double right) {

  /// Returns the chart of a plot that draws nothing but its data and grid lines.
  JFreeChart chart(XYPlot plot) {
    plot.setBackgroundPaint(null);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setFixedRangeAxisSpace(Charts.space(left, 0));
    plot.setFixedDomainAxisSpace(Charts.space(0, bottom));
    JFreeChart chart = new JFreeChart(null, new NamedFont(), plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(top, 0, 0, right));
    return chart;
  }

  /// Returns an axis of that range which draws nothing. Choosing a unit by itself, it would measure
  /// text and need a font.
  static NumberAxis hiddenAxis(double from, double to) {
    NumberAxis axis = new NumberAxis();
    axis.setRange(from, to);
    axis.setTickUnit(new NumberTickUnit(to - from));
    axis.setVisible(false);
    axis.setTickLabelFont(new NamedFont());
    return axis;
  }
}
