package assay.reports.chart;

import assay.reports.run.Estimate;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Scores with their 95 % intervals over the levels of an axis, one line for each level of another.
///
/// Lines differ in colour, dashes and marks, so that they can be told apart in print and by readers
/// who see no colours; a legend names them.
public final class LinesChart {
  /// How many lines can be told apart.
  public static final int MOST_LINES = 8;

  private static final int HEIGHT = 280;
  private static final int LEGEND_HEIGHT = 22;
  private static final int LEGEND_MARK = 36;
  private static final int ROOM = 460;
  private static final double LETTER = 7.4;
  private static final double RADIUS = 4;
  private static final double APART = 0.06;
  private static final float[][] DASHES = {{1, 0}, {8, 4}, {2, 4}, {10, 4, 2, 4}};

  private final Across across;
  private final List<Line> lines;
  private final List<String> names;
  private final Scale scale;

  private LinesChart(Across across, List<Line> lines) {
    this.across = across;
    this.lines = lines;
    this.names = ChartNames.of(lines.stream().map(Line::name).toList());
    this.scale = Scale.of(lines.stream().flatMap(line -> line.scores().values().stream()).toList());
  }

  /// One line.
  ///
  /// @param name of what it stands for; empty for a line alone
  /// @param scores by the level on the horizontal axis; a level without a score is a gap
  /// @param model number of the model whose colour and mark it has, where it stands for one
  public record Line(String name, Map<String, Estimate> scores, OptionalInt model) {
    /// Returns a line that stands for no model.
    public Line(String name, Map<String, Estimate> scores) {
      this(name, scores, OptionalInt.empty());
    }
  }

  /// What is below the lines.
  ///
  /// @param axis name of the horizontal axis; empty where its levels say it
  /// @param levels from left to right
  /// @param mark a dashed line with its text
  public record Across(String axis, List<String> levels, Optional<DashedLine> mark) {}

  /// A place on the horizontal axis, at which the first level is 0.
  public record DashedLine(double place, String text) {}

  /// Returns the picture of at least one line and at most [#MOST_LINES].
  public static Picture of(Across across, List<Line> lines) {
    LinesChart chart = new LinesChart(across, lines);
    return new Picture(
        chart::draw,
        Picture.WIDTH,
        HEIGHT + LEGEND_HEIGHT * chart.legendRows(),
        chart::description);
  }

  private String description() {
    return Descriptions.of(
        lines.stream()
            .flatMap(
                line ->
                    line.scores().entrySet().stream()
                        .map(
                            score ->
                                Descriptions.of(
                                    (line.name() + " " + score.getKey()).strip(),
                                    score.getValue(),
                                    false)))
            .toList());
  }

  private int legendRows() {
    double longest = names.stream().mapToDouble(PageFont::width).max().orElse(0) + LEGEND_MARK;
    int perRow = Math.max(1, (int) (ROOM / longest));
    return lines.size() == 1 ? 0 : (lines.size() + perRow - 1) / perRow;
  }

  private JFreeChart draw(ChartStyle style) {
    int room = (int) Math.max(8, ROOM / (LETTER * across.levels().size()));
    XYPlot plot =
        new XYPlot(
            series(),
            Plots.names(across.axis(), ChartNames.of(across.levels(), room), style),
            scale.axis(style),
            renderer(style));
    plot.setDomainGridlinesVisible(false);
    across.mark().ifPresent(mark -> plot.addDomainMarker(marker(mark, style)));
    return Plots.chart(plot, style, lines.size() > 1);
  }

  private ValueMarker marker(DashedLine mark, ChartStyle style) {
    ValueMarker marker = Plots.mark(mark.place(), style);
    marker.setLabel(mark.text());
    marker.setLabelFont(style.font());
    marker.setLabelPaint(style.ink());
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    boolean left = mark.place() > (across.levels().size() - 1) / 2.0;
    marker.setLabelAnchor(left ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(left ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
    return marker;
  }

  /// Lines stand a little apart, so that their intervals do not cover each other.
  private XYIntervalSeriesCollection series() {
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    for (int i = 0; i < lines.size(); i++) {
      XYIntervalSeries series = new XYIntervalSeries(names.get(i));
      double shift = APART * (i - (lines.size() - 1) / 2.0);
      for (int level = 0; level < across.levels().size(); level++) {
        Estimate score = lines.get(i).scores().get(across.levels().get(level));
        if (score != null) {
          Plots.add(series, level + shift, score, true);
        }
      }
      collection.addSeries(series);
    }
    return collection;
  }

  private XYErrorRenderer renderer(ChartStyle style) {
    XYErrorRenderer renderer = Plots.dots(style.accent(), style.pale(), true);
    renderer.setDefaultLinesVisible(true);
    List<Color> colours = List.of(style.accent(), style.second(), style.ink());
    for (int i = 0; i < lines.size(); i++) {
      OptionalInt model = lines.get(i).model();
      renderer.setSeriesPaint(
          i, model.isPresent() ? style.model(model.getAsInt()) : colours.get(i % colours.size()));
      renderer.setSeriesShape(i, model.isPresent() ? Marks.shape(model.getAsInt()) : mark(i));
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
      return Plots.dot();
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
}
