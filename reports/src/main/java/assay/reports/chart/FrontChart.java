package assay.reports.chart;

import assay.reports.axes.ParetoFront;
import assay.reports.axes.ParetoFront.Point;
import assay.reports.run.Estimate;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToIntFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// The picture of a Pareto front: the score with its 95 % interval against a cost on a logarithmic
/// scale, a line along the front, dominated models with hollow marks.
public final class FrontChart {
  private static final int HEIGHT = 300;
  // The room inside the axes, near enough to tell whether two names would cover each other.
  private static final double ROOM = 450;
  private static final double ROOM_HEIGHT = 260;
  private static final double LABEL_GAP = 7;
  private static final double LABEL_RISE = 11;
  private static final double DOT = 5; // half of a mark
  private static final double LINE_HEIGHT = 15;
  private static final double[][] TICKS = {{1, 2, 5}, {1, 3}, {1}};
  private static final int MOST_TICKS = 8;

  private final ParetoFront front;
  private final DoubleFunction<String> words;
  private final Scale scores;
  private final double from; // log10 of the left end
  private final double to;

  private final ToIntFunction<String> models;

  private FrontChart(
      ParetoFront front, DoubleFunction<String> words, ToIntFunction<String> models) {
    this.front = front;
    this.words = words;
    this.models = models;
    scores = Scale.of(front.points().stream().map(Point::score).toList());
    double low = Math.log10(front.points().getFirst().cost());
    double high = Math.log10(front.points().getLast().cost());
    double margin = Math.max(0.12, 0.08 * (high - low));
    from = low - margin;
    to = high + margin;
  }

  /// Returns the picture.
  ///
  /// @param words a cost as people read it
  /// @param models number of the model that made a run, by which it has its colour and mark
  public static Picture of(
      ParetoFront front, DoubleFunction<String> words, ToIntFunction<String> models) {
    FrontChart chart = new FrontChart(front, words, models);
    return new Picture(chart::draw, Picture.WIDTH, HEIGHT, chart::description);
  }

  private String description() {
    return Descriptions.of(
        front.points().stream()
            .map(
                point ->
                    Descriptions.of(point.run(), point.score(), false)
                        + " at "
                        + words.apply(point.cost())
                        + (point.onFront() ? ", on the front" : ""))
            .toList());
  }

  private JFreeChart draw(ChartStyle style) {
    XYPlot plot = new XYPlot(null, Plots.quiet(new Costs(), style), scores.axis(style), null);
    plot.getDomainAxis().setRange(cost(0), cost(1));
    XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
    XYErrorRenderer marks = Plots.dots(style.accent(), null, true);
    for (Point point : front.points()) {
      int number = points.getSeriesCount();
      XYIntervalSeries series = new XYIntervalSeries(number);
      Plots.add(series, point.cost(), point.score(), true);
      points.addSeries(series);
      int model = models.applyAsInt(point.run());
      marks.setSeriesPaint(number, style.model(model));
      marks.setSeriesShape(number, Marks.shape(model));
      marks.setSeriesShapesFilled(number, point.onFront());
    }
    plot.setDataset(0, points);
    plot.setRenderer(0, marks);
    plot.setDataset(1, new XYSeriesCollection(stairs()));
    XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
    line.setSeriesPaint(0, style.pale());
    line.setSeriesStroke(0, new BasicStroke(1));
    plot.setRenderer(1, line);
    names().forEach(name -> plot.addAnnotation(name.annotation(style)));
    return Plots.chart(plot, style, false);
  }

  /// The front as steps: up to each member's cost the best score is that of the one before.
  private XYSeries stairs() {
    XYSeries steps = new XYSeries("stairs", false);
    double before = Double.NaN;
    for (Point point : front.points()) {
      if (point.onFront()) {
        if (!Double.isNaN(before)) {
          steps.add(point.cost(), before);
        }
        before = percent(point.score());
        steps.add(point.cost(), before);
      }
    }
    steps.add(cost(1), before);
    return steps;
  }

  /// Returns the cost at a share of the axis from its left end.
  private double cost(double share) {
    return Math.pow(10, from + share * (to - from));
  }

  /// A logarithmic axis that writes round costs, as 1, 2 and 5 of each power of ten. JFreeChart's
  /// own ticks are evenly spaced: on less than two powers, which most fronts span, they are at
  /// crooked numbers, or at one or none.
  private final class Costs extends LogAxis {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("rawtypes") // as JFreeChart declares it
    public List refreshTicks(
        Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
      return ticks().stream()
          .map(
              tick ->
                  new NumberTick(
                      tick, words.apply(tick), TextAnchor.TOP_CENTER, TextAnchor.TOP_CENTER, 0))
          .toList();
    }
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

  /// A name beside its dot, in about the units of the page.
  private record PointName(String text, double x, double y, boolean startsHere, FrontChart chart) {
    private double start() {
      return startsHere ? x : x - PageFont.width(text);
    }

    boolean covers(PointName other) {
      return Math.abs(other.y - y) < LINE_HEIGHT
          && start() < other.start() + PageFont.width(other.text)
          && other.start() < start() + PageFont.width(text);
    }

    boolean covers(Dot dot) {
      return Math.abs(dot.y - y) < LABEL_RISE
          && start() - DOT < dot.x
          && dot.x < start() + PageFont.width(text) + DOT;
    }

    XYTextAnnotation annotation(ChartStyle style) {
      XYTextAnnotation annotation =
          new XYTextAnnotation(
              text,
              chart.cost(x / ROOM),
              chart.scores.to() - (chart.scores.to() - chart.scores.from()) * y / ROOM_HEIGHT);
      annotation.setFont(style.font());
      annotation.setPaint(style.ink());
      annotation.setTextAnchor(startsHere ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER_RIGHT);
      return annotation;
    }
  }

  /// Where a model's mark is, in the same units.
  private record Dot(double x, double y) {}

  private Dot dot(Point point) {
    return new Dot(
        ROOM * (Math.log10(point.cost()) - from) / (to - from),
        scores.below(percent(point.score()), ROOM_HEIGHT));
  }

  /// Names above their dots, where no line of the front is, towards the middle; one that would
  /// cover another or another's dot goes below it. JFreeChart's own item labels do not know of each
  /// other, and have no more than the twelve places around a dot to go to.
  private List<PointName> names() {
    List<PointName> names = new ArrayList<>();
    List<Point> fromTheTop = new ArrayList<>(front.points());
    fromTheTop.sort(Comparator.comparingDouble(point -> -percent(point.score())));
    for (Point point : fromTheTop) {
      double x = dot(point).x;
      double y = dot(point).y - LABEL_RISE;
      boolean left = x < ROOM / 2;
      String text = ChartNames.cut(point.run());
      PointName name = new PointName(text, left ? x + LABEL_GAP : x - LABEL_GAP, y, left, this);
      while (names.stream().anyMatch(name::covers)
          || front.points().stream().map(this::dot).anyMatch(name::covers)) {
        name = new PointName(text, name.x, name.y + LINE_HEIGHT, left, this);
      }
      names.add(name);
    }
    return names;
  }

  private static double percent(Estimate estimate) {
    return 100 * estimate.value().orElseThrow();
  }
}
