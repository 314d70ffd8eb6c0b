package assay.reports.chart;

import assay.reports.text.Figures;
import java.awt.BasicStroke;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Tokens a second by the length of the sequence before them, both on logarithmic scales: a rate
/// that length does not change lies flat, one that sinks in proportion falls at 45 degrees.
public final class RateChart {
  /// How many lines can be told apart.
  public static final int MOST_LINES = 8;

  private static final int HEIGHT = 300;
  private static final int LEGEND_HEIGHT = 22;
  private static final float STROKE = 1.5f;

  private final List<Line> lines;
  private final List<String> names;

  private RateChart(List<Line> lines) {
    this.lines = lines;
    names = ChartNames.of(lines.stream().map(Line::name).toList());
  }

  /// One line.
  ///
  /// @param name of what it stands for
  public record Line(String name, List<Point> points) {
    /// Copies the list.
    public Line {
      points = List.copyOf(points);
    }
  }

  /// A rate that was measured.
  ///
  /// @param tokens before, above 0
  /// @param rate in tokens a second, above 0
  public record Point(long tokens, double rate) {}

  /// Returns the picture of at least one line and at most [#MOST_LINES], each of at least one
  /// point.
  public static Picture of(List<Line> lines) {
    RateChart chart = new RateChart(lines);
    return new Picture(
        chart::draw, Picture.WIDTH, HEIGHT + LEGEND_HEIGHT * lines.size(), chart::description);
  }

  private String description() {
    return Descriptions.of(lines.stream().map(RateChart::description).toList());
  }

  private static String description(Line line) {
    return line.name()
        + ": "
        + String.join(
            ", ",
            line.points().stream()
                .map(
                    point ->
                        String.format(
                            Locale.ROOT,
                            "%.1f tokens a second behind %s",
                            point.rate(),
                            Figures.count(point.tokens())))
                .toList());
  }

  private JFreeChart draw(ChartStyle style) {
    XYSeriesCollection drawn = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (int i = 0; i < lines.size(); i++) {
      XYSeries series = new XYSeries(names.get(i), false);
      lines.get(i).points().forEach(point -> series.add((double) point.tokens(), point.rate()));
      drawn.addSeries(series);
      renderer.setSeriesPaint(i, style.model(i));
      renderer.setSeriesStroke(i, new BasicStroke(STROKE));
    }
    PowerAxis lengths =
        new PowerAxis("tokens before", 2, 2, length -> Figures.count((long) length));
    PowerAxis rates = new PowerAxis("tokens/s", 10, 1, rate -> Figures.count((long) rate));
    XYPlot plot =
        new XYPlot(drawn, Plots.quiet(lengths, style), Plots.quiet(rates, style), renderer);
    lengths.setRange(least(Point::tokens) / 1.5, most(Point::tokens) * 1.5);
    rates.setRange(least(Point::rate) / 2, most(Point::rate) * 2);
    return Plots.chart(plot, style, true);
  }

  private double least(ToDoubleFunction<Point> of) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(of).min().orElse(1);
  }

  private double most(ToDoubleFunction<Point> of) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(of).max().orElse(1);
  }
}
