package assay.reports.chart;

import assay.reports.run.Estimate;
import assay.reports.text.DisplayWidth;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Scores as lines: a dot for each with its 95 % interval, joined in order.
public final class SeriesChart {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 300;
  private static final int LEFT = 46;
  private static final int BOTTOM = 30;
  private static final int TOP = 22;
  private static final int RIGHT = 16;
  private static final double RADIUS = 4;
  private static final double CHARACTER_WIDTH = 7.4;
  private static final double LINE_HEIGHT = 15;
  private static final double NAME_GAP = 10;
  private static final float[] DASHES = {3, 3};

  private final List<Series> series;
  private final Across across;
  private final Scale scores;
  private final double right;

  private SeriesChart(List<Series> series, Across across) {
    this.series = series;
    this.across = across;
    scores =
        Scale.of(
            series.stream()
                .flatMap(each -> each.points().stream())
                .map(point -> new Charts.Row("", point.estimate()))
                .toList());
    right =
        RIGHT
            + series.stream()
                .mapToDouble(each -> CHARACTER_WIDTH * DisplayWidth.of(each.name()))
                .max()
                .orElse(0);
  }

  /// A line with its name, which may be empty.
  public record Series(String name, List<Point> points) {}

  /// A score at a place; one without a value is left out.
  public record Point(double x, Estimate estimate) {}

  /// The places.
  ///
  /// @param from left end
  /// @param to right end
  /// @param ticks texts below
  /// @param mark a dashed line with its text above
  public record Across(double from, double to, List<Tick> ticks, Optional<Tick> mark) {}

  /// A text at a place.
  public record Tick(double x, String text) {}

  /// Returns the picture of at least one line.
  public static Charts.Picture of(List<Series> series, Across across) {
    SeriesChart chart = new SeriesChart(series, across);
    return Charts.Picture.drawn(chart::draw, WIDTH, HEIGHT, chart.labels());
  }

  private JFreeChart draw(Palette palette) {
    XYPlot plot =
        new XYPlot(null, Frame.hiddenAxis(across.from(), across.to()), scores.axis(), null);
    for (int i = 0; i < series.size(); i++) {
      plot.setDataset(i, data(series.get(i)));
      plot.setRenderer(i, renderer(colour(palette, i)));
    }
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(palette.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    across
        .mark()
        .ifPresent(
            mark ->
                plot.addDomainMarker(
                    new ValueMarker(
                        mark.x(),
                        palette.ink(),
                        new BasicStroke(
                            1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0))));
    return new Frame(LEFT, BOTTOM, TOP, right).chart(plot);
  }

  private static Color colour(Palette palette, int line) {
    List<Color> colours = List.of(palette.accent(), palette.second(), palette.ink());
    return line < colours.size() ? colours.get(line) : palette.pale();
  }

  private static XYIntervalSeriesCollection data(Series line) {
    XYIntervalSeries data = new XYIntervalSeries(line.name());
    for (Point point : line.points()) {
      if (point.estimate().value().isPresent()) {
        double y = percent(point);
        double low = point.estimate().interval().map(each -> 100 * each.low()).orElse(y);
        double high = point.estimate().interval().map(each -> 100 * each.high()).orElse(y);
        data.add(point.x(), point.x(), point.x(), y, low, high);
      }
    }
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(data);
    return collection;
  }

  private static XYErrorRenderer renderer(Color colour) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setSeriesPaint(0, colour);
    renderer.setErrorPaint(colour);
    renderer.setErrorStroke(new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setSeriesStroke(0, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setSeriesLinesVisible(0, true);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS));
    return renderer;
  }

  private List<Charts.Label> labels() {
    List<Charts.Label> labels = new ArrayList<>();
    labels.addAll(scores.labels(LEFT - 8.0, TOP, HEIGHT - TOP - BOTTOM));
    for (Tick tick : across.ticks()) {
      labels.add(new Charts.Label(tick.text(), x(tick.x()), HEIGHT - BOTTOM / 2.0, false));
    }
    across
        .mark()
        .ifPresent(
            mark -> labels.add(new Charts.Label(mark.text(), x(mark.x()), TOP / 2.0, false)));
    labels.addAll(names());
    return labels;
  }

  /// Names behind the last dots; one that would cover another goes below it.
  private List<Charts.Label> names() {
    List<Charts.Label> names = new ArrayList<>();
    for (Series line : series) {
      List<Point> shown =
          line.points().stream().filter(p -> p.estimate().value().isPresent()).toList();
      if (line.name().isEmpty() || shown.isEmpty()) {
        continue;
      }
      double x = x(shown.getLast().x()) + NAME_GAP;
      double y = y(percent(shown.getLast()));
      while (covers(x, y, names)) {
        y += LINE_HEIGHT;
      }
      names.add(new Charts.Label(line.name(), x, y, Charts.Anchor.START));
    }
    return names;
  }

  private static boolean covers(double x, double y, List<Charts.Label> others) {
    return others.stream()
        .anyMatch(
            other ->
                Math.abs(other.y() - y) < LINE_HEIGHT
                    && Math.abs(other.x() - x) < CHARACTER_WIDTH * DisplayWidth.of(other.text()));
  }

  private static double percent(Point point) {
    return 100 * point.estimate().value().orElseThrow();
  }

  private double x(double place) {
    return LEFT + (WIDTH - LEFT - right) * (place - across.from()) / (across.to() - across.from());
  }

  private double y(double percent) {
    return TOP + scores.below(percent, HEIGHT - TOP - BOTTOM);
  }
}
