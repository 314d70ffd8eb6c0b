package assay.reports.chart;

import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import java.awt.BasicStroke;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Bytes by the length of a sequence, both on logarithmic scales: what grows in proportion is a
/// line at 45 degrees, what does not grow lies flat.
public final class GrowthChart {
  /// How many lines can be told apart.
  public static final int MOST_LINES = 8;

  private static final int HEIGHT = 300;
  private static final int LEGEND_HEIGHT = 22;
  private static final int SHORTEST = 256;
  private static final int LONGEST = 131_072;
  private static final int STEPS_A_DOUBLING = 4;
  private static final float[][] DASHES = {{1, 0}, {8, 4}, {2, 4}, {10, 4, 2, 4}};

  private final List<Line> lines;
  private final List<String> names;

  private GrowthChart(List<Line> lines) {
    this.lines = lines;
    names = ChartNames.of(lines.stream().map(Line::name).toList());
  }

  /// One line.
  ///
  /// @param name of what it stands for
  /// @param bytes of a sequence by its length in tokens
  public record Line(String name, LongUnaryOperator bytes) {}

  /// Returns the picture of at least one line and at most [#MOST_LINES].
  public static Picture of(List<Line> lines) {
    GrowthChart chart = new GrowthChart(lines);
    return new Picture(
        chart::draw, Picture.WIDTH, HEIGHT + LEGEND_HEIGHT * lines.size(), chart::description);
  }

  private String description() {
    return Descriptions.of(
        lines.stream()
            .map(
                line ->
                    "%s: %s at %s tokens, %s at %s"
                        .formatted(
                            line.name(),
                            Sizes.bytes(line.bytes().applyAsLong(1024)),
                            Figures.count(1024),
                            Sizes.bytes(line.bytes().applyAsLong(LONGEST)),
                            Figures.count(LONGEST)))
            .toList());
  }

  private JFreeChart draw(ChartStyle style) {
    XYSeriesCollection drawn = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (int i = 0; i < lines.size(); i++) {
      drawn.addSeries(series(i));
      float[] dashes = DASHES[i % DASHES.length];
      renderer.setSeriesPaint(i, style.model(i));
      renderer.setSeriesStroke(
          i,
          dashes[1] == 0
              ? new BasicStroke(1.5f)
              : new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
    }
    PowerAxis lengths = new PowerAxis("tokens", 2, 2, length -> Figures.count((long) length));
    PowerAxis sizes = new PowerAxis(null, 10, 1, Sizes::bytes);
    XYPlot plot =
        new XYPlot(drawn, Plots.quiet(lengths, style), Plots.quiet(sizes, style), renderer);
    lengths.setRange(SHORTEST, LONGEST);
    return Plots.chart(plot, style, true);
  }

  private XYSeries series(int line) {
    XYSeries series = new XYSeries(names.get(line), false);
    int doublings = Integer.numberOfTrailingZeros(LONGEST / SHORTEST);
    for (int step = 0; step <= STEPS_A_DOUBLING * doublings; step++) {
      long length = Math.round(SHORTEST * Math.pow(2, (double) step / STEPS_A_DOUBLING));
      series.add((double) length, (double) lines.get(line).bytes().applyAsLong(length));
    }
    return series;
  }
}
