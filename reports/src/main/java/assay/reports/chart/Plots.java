package assay.reports.chart;

import assay.reports.run.Estimate;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// What the charts have in common: quiet axes and grids, dots with intervals, a legend below.
final class Plots {
  private static final double RADIUS = 4;
  private static final float[] DASHES = {3, 3};
  private static final int LEGEND_LINE = 14;

  private Plots() {}

  /// Returns the chart of a plot, with a legend where it has several series.
  static JFreeChart chart(XYPlot plot, ChartStyle style, boolean legend) {
    quiet(plot, style);
    JFreeChart chart = new JFreeChart(null, style.font(), plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(6, 4, 4, 20));
    if (legend) {
      LegendTitle below = new LegendTitle(plot);
      below.setItemFont(style.font());
      below.setItemPaint(style.ink());
      below.setFrame(BlockBorder.NONE);
      below.setBackgroundPaint(null);
      below.setPosition(RectangleEdge.BOTTOM);
      chart.addLegend(below);
    }
    return chart;
  }

  /// Takes from a plot all that is no data, and leaves thin lines.
  static void quiet(XYPlot plot, ChartStyle style) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setDomainGridlinePaint(style.grid());
    plot.setRangeGridlinePaint(style.grid());
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
  }

  /// Returns an axis that writes its texts and draws nothing else.
  static <A extends ValueAxis> A quiet(A axis, ChartStyle style) {
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelFont(style.font());
    axis.setTickLabelPaint(style.ink());
    axis.setLabelFont(style.font());
    axis.setLabelPaint(style.ink());
    return axis;
  }

  /// Returns an axis of names, each at its number in the list; where they would cover each other
  /// some are left out.
  static SymbolAxis names(String title, List<String> names, ChartStyle style) {
    SymbolAxis axis = new SymbolAxis(title.isEmpty() ? null : title, names.toArray(String[]::new));
    axis.setGridBandsVisible(false);
    axis.setRange(-0.5, names.size() - 0.5);
    return quiet(axis, style);
  }

  /// Returns a renderer of dots with vertical or horizontal intervals.
  ///
  /// @param intervals their colour; null for that of their dots, as JFreeChart has it
  static XYErrorRenderer dots(Color colour, Color intervals, boolean vertical) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(!vertical);
    renderer.setDrawYError(vertical);
    renderer.setCapLength(0);
    renderer.setErrorPaint(intervals);
    renderer.setErrorStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setDefaultLinesVisible(false);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesShape(0, dot());
    renderer.setLegendLine(new Line2D.Double(-LEGEND_LINE, 0, LEGEND_LINE, 0));
    return renderer;
  }

  static Ellipse2D dot() {
    return new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
  }

  /// Adds a score at a height or above a place; one without a value is left out.
  static void add(XYIntervalSeries series, double place, Estimate estimate, boolean vertical) {
    if (estimate.value().isPresent()) {
      double value = 100 * estimate.value().getAsDouble();
      double low = estimate.interval().map(each -> 100 * each.low()).orElse(value);
      double high = estimate.interval().map(each -> 100 * each.high()).orElse(value);
      if (vertical) {
        series.add(place, place, place, value, low, high);
      } else {
        series.add(value, low, high, place, place, place);
      }
    }
  }

  /// Adds what the unmeasured attempts of a score leave open, where they do.
  static void addBand(XYIntervalSeries series, double place, Estimate estimate) {
    double low = 100 * estimate.bounds().low();
    double high = 100 * estimate.bounds().high();
    if (low < high) {
      series.add(low, low, high, place, place, place);
    }
  }

  static XYIntervalSeriesCollection collection(XYIntervalSeries series) {
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(series);
    return collection;
  }

  /// Returns a dashed line.
  static ValueMarker mark(double value, ChartStyle style) {
    return new ValueMarker(
        value,
        style.ink(),
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0));
  }
}
