package assay.reports.chart;

import assay.reports.run.Estimate;
import assay.reports.text.DisplayWidth;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Pictures of scores, drawn by JFreeChart.
///
/// A row is one score: the dot is the accuracy, the line its 95 % interval, the pale band what the
/// unmeasured attempts leave open. Colours are placeholders which [ChartSvg] turns into those of
/// the page, so that one picture serves light and dark. Texts are placed here and not drawn by
/// JFreeChart, which would measure them with this machine's fonts: there may be none, and the page
/// is read with others.
public final class Charts {
  static final Color INK = new Color(1, 1, 1);
  static final Color FAINT = new Color(2, 2, 2);
  static final Color ACCENT = new Color(3, 3, 3);
  static final Color BAND = new Color(4, 4, 4);
  static final Color PALE = new Color(5, 5, 5);
  static final Color SECOND = new Color(6, 6, 6);

  private static final double DOT_RADIUS = 4;
  private static final float LINE_WIDTH = 2;
  private static final float BAND_WIDTH = 11;
  private static final int WIDTH = 520;
  private static final int ROW_HEIGHT = 26;
  private static final int AXIS_HEIGHT = 28;
  private static final int MARGIN = 6;
  private static final int RIGHT_MARGIN = 18;
  private static final int LABEL_GAP = 10;
  // Wide enough for the fonts that pages are read in; the real width is the reader's.
  private static final double CELL_WIDTH = 7.4;

  /// A chart with its size in user units and its texts.
  ///
  /// @param printed the same chart in the colours of a picture file; empty where [ChartPng] gives
  ///   it these itself
  public record Picture(
      JFreeChart chart, int width, int height, List<Label> labels, Optional<JFreeChart> printed) {
    Picture(JFreeChart chart, int width, int height, List<Label> labels) {
      this(chart, width, height, labels, Optional.empty());
    }

    /// Returns the picture of a chart that is drawn in the page's colours and in those of a file.
    static Picture drawn(
        Function<Palette, JFreeChart> chart, int width, int height, List<Label> labels) {
      return new Picture(
          chart.apply(Palette.PAGE),
          width,
          height,
          labels,
          Optional.of(chart.apply(Palette.PRINT)));
    }
  }

  /// Which end of a text is at its place.
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// A text at a place.
  public record Label(String text, double x, double y, Anchor anchor) {
    /// Ties a text with its right end, or with its middle.
    Label(String text, double x, double y, boolean end) {
      this(text, x, y, end ? Anchor.END : Anchor.MIDDLE);
    }
  }

  /// One row of a chart.
  public record Row(String label, Estimate estimate) {}

  private Charts() {}

  /// Returns the chart of the rows, the first on top; a reference is drawn as a dashed line.
  public static Picture scores(List<Row> rows, Optional<Double> reference) {
    return picture(rows, Scale.of(rows), reference);
  }

  /// Returns the chart of differences, the first on top, with a dashed line at zero.
  public static Picture differences(List<Row> rows) {
    return picture(rows, Scale.ofDifferences(rows), Optional.of(0.0));
  }

  private static Picture picture(List<Row> rows, Scale scale, Optional<Double> reference) {
    XYPlot plot = new XYPlot(points(rows), scale.axis(), rowAxis(rows), intervals());
    // Later datasets are drawn first, hence below.
    plot.setDataset(1, bands(rows));
    plot.setRenderer(1, bandRenderer());
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainGridlinePaint(FAINT);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    reference.ifPresent(value -> plot.addDomainMarker(marker(value)));
    double left = LABEL_GAP + CELL_WIDTH * longestLabel(rows);
    plot.setFixedRangeAxisSpace(space(left, 0));
    plot.setFixedDomainAxisSpace(space(0, AXIS_HEIGHT));
    JFreeChart chart = new JFreeChart(null, new NamedFont(), plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(MARGIN, MARGIN, 0, RIGHT_MARGIN));
    int height = MARGIN + ROW_HEIGHT * rows.size() + AXIS_HEIGHT;
    return new Picture(chart, WIDTH, height, labels(rows, scale, MARGIN + left));
  }

  private static List<Label> labels(List<Row> rows, Scale scale, double left) {
    List<Label> labels = new ArrayList<>();
    List<String> names = names(rows);
    for (int i = 0; i < rows.size(); i++) {
      double middle = MARGIN + ROW_HEIGHT * (i + 0.5);
      labels.add(new Label(names.get(i), left - LABEL_GAP, middle, true));
    }
    double bottom = MARGIN + ROW_HEIGHT * rows.size() + AXIS_HEIGHT / 2.0;
    double perPercent = (WIDTH - RIGHT_MARGIN - left) / (scale.to() - scale.from());
    double first = scale.tick() * Math.ceil(scale.from() / scale.tick());
    for (double tick = first; tick <= scale.to(); tick += scale.tick()) {
      String text = scale.label(tick);
      labels.add(new Label(text, left + perPercent * (tick - scale.from()), bottom, false));
    }
    return labels;
  }

  static AxisSpace space(double left, double bottom) {
    AxisSpace space = new AxisSpace();
    space.setLeft(left);
    space.setBottom(bottom);
    return space;
  }

  private static List<String> names(List<Row> rows) {
    return ChartNames.of(rows.stream().map(Row::label).toList());
  }

  private static int longestLabel(List<Row> rows) {
    return names(rows).stream().mapToInt(DisplayWidth::of).max().orElse(0);
  }

  private static XYIntervalSeriesCollection points(List<Row> rows) {
    XYIntervalSeries series = new XYIntervalSeries("score");
    for (int i = 0; i < rows.size(); i++) {
      Estimate estimate = rows.get(i).estimate();
      if (estimate.value().isPresent()) {
        double x = 100 * estimate.value().getAsDouble();
        double low = estimate.interval().map(each -> 100 * each.low()).orElse(x);
        double high = estimate.interval().map(each -> 100 * each.high()).orElse(x);
        series.add(x, low, high, i, i, i);
      }
    }
    return collection(series);
  }

  private static XYIntervalSeriesCollection bands(List<Row> rows) {
    XYIntervalSeries series = new XYIntervalSeries("bounds");
    for (int i = 0; i < rows.size(); i++) {
      double low = 100 * rows.get(i).estimate().bounds().low();
      double high = 100 * rows.get(i).estimate().bounds().high();
      if (low < high) {
        series.add(low, low, high, i, i, i);
      }
    }
    return collection(series);
  }

  private static XYIntervalSeriesCollection collection(XYIntervalSeries series) {
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(series);
    return collection;
  }

  private static XYErrorRenderer intervals() {
    XYErrorRenderer renderer = renderer(ACCENT, LINE_WIDTH, BasicStroke.CAP_ROUND);
    renderer.setSeriesShape(
        0, new Ellipse2D.Double(-DOT_RADIUS, -DOT_RADIUS, 2 * DOT_RADIUS, 2 * DOT_RADIUS));
    return renderer;
  }

  private static XYErrorRenderer bandRenderer() {
    XYErrorRenderer renderer = renderer(BAND, BAND_WIDTH, BasicStroke.CAP_BUTT);
    renderer.setSeriesShapesVisible(0, false);
    return renderer;
  }

  private static XYErrorRenderer renderer(Color colour, float width, int cap) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setCapLength(0);
    renderer.setSeriesPaint(0, colour);
    renderer.setErrorPaint(colour);
    renderer.setErrorStroke(new BasicStroke(width, cap, BasicStroke.JOIN_ROUND));
    renderer.setSeriesLinesVisible(0, false);
    return renderer;
  }

  private static ValueMarker marker(double share) {
    float[] dashes = {3, 3};
    return new ValueMarker(
        100 * share,
        INK,
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, dashes, 0));
  }

  private static NumberAxis rowAxis(List<Row> rows) {
    NumberAxis axis = new NumberAxis();
    axis.setInverted(true);
    axis.setRange(-0.5, rows.size() - 0.5);
    // Choosing a unit by itself, the axis would measure text and need a font.
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setVisible(false);
    axis.setTickLabelFont(new NamedFont());
    return axis;
  }

  /// Returns a name as a label of a chart has room for it.
  static String label(String text) {
    return ChartNames.cut(text);
  }
}
