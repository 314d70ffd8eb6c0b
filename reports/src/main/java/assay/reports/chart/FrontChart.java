package assay.reports.chart;

import assay.reports.axes.ParetoFront;
import assay.reports.axes.ParetoFront.Point;
import assay.reports.run.Estimate;
import assay.reports.text.DisplayWidth;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// The picture of a Pareto front: the score with its 95 % interval against a cost on a logarithmic
/// scale, a line along the front, dominated models paler.
public final class FrontChart {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 300;
  private static final int LEFT = 46;
  private static final int BOTTOM = 30;
  private static final int TOP = 10;
  private static final int RIGHT = 14;
  private static final double RADIUS = 4.5;
  private static final double LABEL_GAP = 6;
  private static final double LABEL_RISE = 11;
  private static final double LINE_HEIGHT = 15;
  private static final double CHARACTER_WIDTH = 7.4;
  private static final double[][] TICKS = {{1, 2, 5}, {1, 3}, {1}};
  private static final int MOST_TICKS = 8;

  private final ParetoFront front;
  private final DoubleFunction<String> words;
  private final Scale scores;
  private final double from; // log10 of the left end
  private final double to;

  private FrontChart(ParetoFront front, DoubleFunction<String> words) {
    this.front = front;
    this.words = words;
    scores =
        Scale.of(front.points().stream().map(p -> new Charts.Row(p.run(), p.score())).toList());
    double low = Math.log10(front.points().getFirst().cost());
    double high = Math.log10(front.points().getLast().cost());
    double margin = Math.max(0.12, 0.08 * (high - low));
    from = low - margin;
    to = high + margin;
  }

  /// Returns the picture.
  ///
  /// @param words a cost as people read it
  public static Charts.Picture of(ParetoFront front, DoubleFunction<String> words) {
    FrontChart chart = new FrontChart(front, words);
    return Charts.Picture.drawn(chart::draw, WIDTH, HEIGHT, chart.labels());
  }

  private JFreeChart draw(Palette palette) {
    XYPlot plot =
        new XYPlot(
            points(true), Frame.hiddenAxis(from, to), scores.axis(), errors(palette.accent()));
    plot.setDataset(1, points(false));
    plot.setRenderer(1, errors(palette.pale()));
    plot.setDataset(2, stairs());
    plot.setRenderer(2, line(palette.pale()));
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(palette.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    for (double tick : ticks()) {
      plot.addDomainMarker(
          new ValueMarker(Math.log10(tick), palette.grid(), new BasicStroke(1)), Layer.BACKGROUND);
    }
    return new Frame(LEFT, BOTTOM, TOP, RIGHT).chart(plot);
  }

  private XYIntervalSeriesCollection points(boolean onFront) {
    XYIntervalSeries series = new XYIntervalSeries(onFront ? "front" : "dominated");
    for (Point point : front.points()) {
      if (point.onFront() == onFront) {
        double x = Math.log10(point.cost());
        double y = percent(point.score());
        double low = point.score().interval().map(each -> 100 * each.low()).orElse(y);
        double high = point.score().interval().map(each -> 100 * each.high()).orElse(y);
        series.add(x, x, x, y, low, high);
      }
    }
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(series);
    return collection;
  }

  /// The front as steps: up to each member's cost the best score is that of the one before.
  private XYSeriesCollection stairs() {
    XYSeries steps = new XYSeries("stairs", false);
    double before = Double.NaN;
    for (Point point : front.points()) {
      if (point.onFront()) {
        double x = Math.log10(point.cost());
        if (!Double.isNaN(before)) {
          steps.add(x, before);
        }
        before = percent(point.score());
        steps.add(x, before);
      }
    }
    steps.add(to, before);
    return new XYSeriesCollection(steps);
  }

  private static XYErrorRenderer errors(Color colour) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setSeriesPaint(0, colour);
    renderer.setErrorPaint(colour);
    renderer.setErrorStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setSeriesLinesVisible(0, false);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS));
    return renderer;
  }

  private static XYLineAndShapeRenderer line(Color colour) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, new BasicStroke(1));
    return renderer;
  }

  private List<Double> ticks() {
    List<Double> ticks = List.of();
    for (double[] digits : TICKS) {
      ticks = ticks(digits);
      if (ticks.size() <= MOST_TICKS) {
        break;
      }
    }
    return ticks;
  }

  private List<Double> ticks(double[] digits) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(from); power <= to; power++) {
      for (double digit : digits) {
        double tick = digit * Math.pow(10, power);
        if (Math.log10(tick) >= from && Math.log10(tick) <= to) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private List<Charts.Label> labels() {
    List<Charts.Label> labels = new ArrayList<>();
    for (double tick : ticks()) {
      String text = words.apply(tick);
      labels.add(new Charts.Label(text, x(Math.log10(tick)), HEIGHT - BOTTOM / 2.0, false));
    }
    labels.addAll(scores.labels(LEFT - 8.0, TOP, HEIGHT - TOP - BOTTOM));
    labels.addAll(names());
    return labels;
  }

  /// Names above their dots, where no line of the front is, towards the middle; one that would
  /// cover another goes below it.
  private List<Charts.Label> names() {
    List<Charts.Label> names = new ArrayList<>();
    front.points().stream()
        .sorted(Comparator.comparingDouble((Point point) -> y(percent(point.score()))))
        .forEach(
            point -> {
              double x = x(Math.log10(point.cost()));
              boolean left = x < LEFT + (WIDTH - LEFT - RIGHT) / 2.0;
              String text = Charts.label(point.run());
              Charts.Label name =
                  new Charts.Label(
                      text,
                      left ? x + LABEL_GAP : x - LABEL_GAP,
                      y(percent(point.score())) - LABEL_RISE,
                      left ? Charts.Anchor.START : Charts.Anchor.END);
              while (covers(name, names)) {
                name = new Charts.Label(text, name.x(), name.y() + LINE_HEIGHT, name.anchor());
              }
              names.add(name);
            });
    return names;
  }

  private static boolean covers(Charts.Label name, List<Charts.Label> others) {
    return others.stream()
        .anyMatch(
            other ->
                Math.abs(other.y() - name.y()) < LINE_HEIGHT
                    && start(other) < start(name) + width(name)
                    && start(name) < start(other) + width(other));
  }

  private static double start(Charts.Label label) {
    return label.anchor() == Charts.Anchor.END ? label.x() - width(label) : label.x();
  }

  private static double width(Charts.Label label) {
    return CHARACTER_WIDTH * DisplayWidth.of(label.text());
  }

  private double x(double log) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (log - from) / (to - from);
  }

  private double y(double percent) {
    return TOP + scores.below(percent, HEIGHT - TOP - BOTTOM);
  }

  private static double percent(Estimate estimate) {
    return 100 * estimate.value().orElseThrow();
  }
}
