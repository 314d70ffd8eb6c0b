package assay.reports.chart;

import assay.reports.run.Estimate;
import assay.reports.text.DisplayWidth;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Scores with their 95 % intervals over the levels of an axis, one line for each level of another.
///
/// Lines differ in their dashes and marks and carry their names, so that they can be told apart in
/// print and by readers who see no colours.
public final class LinesChart {
  public static final int MOST_LINES = 8;

  private static final int WIDTH = 520;
  private static final int HEIGHT = 280;
  private static final int LEFT = 46;
  private static final int BOTTOM = 46;
  private static final int TOP = 12;
  private static final double RADIUS = 4;
  private static final double NAME_GAP = 10;
  private static final double LINE_HEIGHT = 15;
  private static final double CHARACTER_WIDTH = 7.4;
  private static final double DODGE = 0.06;
  private static final float[][] DASHES = {{1, 0}, {8, 4}, {2, 4}, {10, 4, 2, 4}};

  private final String axis;
  private final List<String> levels;
  private final List<Line> lines;
  private final Scale scale;
  private final int right;

  /// One line.
  ///
  /// @param name of the level that it stands for
  /// @param scores by the level on the horizontal axis; a level without a score is a gap
  public record Line(String name, Map<String, Estimate> scores) {}

  private LinesChart(String axis, List<String> levels, List<Line> lines) {
    this.axis = axis;
    this.levels = levels;
    this.lines = lines;
    this.scale =
        Scale.of(
            lines.stream()
                .flatMap(line -> line.scores().values().stream())
                .map(score -> new Charts.Row("", score))
                .toList());
    int longest =
        lines.stream().mapToInt(line -> DisplayWidth.of(Charts.label(line.name()))).max().orElse(0);
    this.right = (int) Math.min(0.45 * WIDTH, 2 * NAME_GAP + CHARACTER_WIDTH * longest);
  }

  /// Returns the picture.
  ///
  /// @param axis name of the horizontal axis
  /// @param levels its levels from left to right
  /// @param lines at least one and at most [#MOST_LINES]
  public static Charts.Picture of(String axis, List<String> levels, List<Line> lines) {
    LinesChart chart = new LinesChart(axis, levels, lines);
    return Charts.Picture.drawn(chart::draw, WIDTH, HEIGHT, chart.labels());
  }

  private JFreeChart draw(Palette palette) {
    XYPlot plot =
        new XYPlot(
            series(), Frame.hiddenAxis(-0.5, levels.size() - 0.5), scale.axis(), renderer(palette));
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(palette.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    return new Frame(LEFT, BOTTOM, TOP, right).chart(plot);
  }

  private XYIntervalSeriesCollection series() {
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYIntervalSeries series = new XYIntervalSeries(i);
      for (int level = 0; level < levels.size(); level++) {
        Estimate score = line.scores().get(levels.get(level));
        if (score != null && score.value().isPresent()) {
          double x = position(level, i);
          double y = 100 * score.value().getAsDouble();
          double low = score.interval().map(each -> 100 * each.low()).orElse(y);
          double high = score.interval().map(each -> 100 * each.high()).orElse(y);
          series.add(x, x, x, y, low, high);
        }
      }
      collection.addSeries(series);
    }
    return collection;
  }

  /// Lines stand a little apart, so that their intervals do not cover each other.
  private double position(int level, int line) {
    return level + DODGE * (line - (lines.size() - 1) / 2.0);
  }

  private XYErrorRenderer renderer(Palette palette) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setDefaultLinesVisible(true);
    renderer.setErrorPaint(palette.pale());
    renderer.setErrorStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < lines.size(); i++) {
      renderer.setSeriesPaint(i, i < DASHES.length ? palette.accent() : palette.ink());
      renderer.setSeriesShape(i, mark(i));
      renderer.setSeriesStroke(i, stroke(i));
    }
    return renderer;
  }

  private static BasicStroke stroke(int line) {
    float[] dashes = DASHES[line % DASHES.length];
    return dashes[1] == 0
        ? new BasicStroke(1.5f)
        : new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  private static Shape mark(int line) {
    if (line % 3 == 0) {
      return new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
    }
    if (line % 3 == 1) {
      return new Rectangle2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
    }
    Path2D diamond = new Path2D.Double();
    diamond.moveTo(0, -1.3 * RADIUS);
    diamond.lineTo(1.3 * RADIUS, 0);
    diamond.lineTo(0, 1.3 * RADIUS);
    diamond.lineTo(-1.3 * RADIUS, 0);
    diamond.closePath();
    return diamond;
  }

  private List<Charts.Label> labels() {
    List<Charts.Label> labels = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      labels.add(
          new Charts.Label(
              Charts.label(levels.get(level)), x(level), HEIGHT - BOTTOM + 14.0, false));
    }
    labels.add(new Charts.Label(axis, x((levels.size() - 1) / 2.0), HEIGHT - 12.0, false));
    labels.addAll(scale.labels(LEFT - 8.0, TOP, HEIGHT - TOP - BOTTOM));
    labels.addAll(names());
    return labels;
  }

  /// Names at the right ends of their lines, the highest first, each below the one before.
  private List<Charts.Label> names() {
    List<Charts.Label> ends = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      for (int level = levels.size() - 1; level >= 0; level--) {
        Estimate score = lines.get(i).scores().get(levels.get(level));
        if (score != null && score.value().isPresent()) {
          ends.add(
              new Charts.Label(
                  Charts.label(lines.get(i).name()),
                  x(position(level, lines.size() - 1)) + NAME_GAP,
                  y(100 * score.value().getAsDouble()),
                  Charts.Anchor.START));
          break;
        }
      }
    }
    ends.sort((one, other) -> Double.compare(one.y(), other.y()));
    List<Charts.Label> names = new ArrayList<>();
    double below = 0;
    for (Charts.Label end : ends) {
      double y = Math.max(end.y(), below);
      names.add(new Charts.Label(end.text(), end.x(), y, end.anchor()));
      below = y + LINE_HEIGHT;
    }
    return names;
  }

  private double x(double level) {
    return LEFT + (WIDTH - LEFT - right) * (level + 0.5) / levels.size();
  }

  private double y(double percent) {
    return TOP + scale.below(percent, HEIGHT - TOP - BOTTOM);
  }
}
