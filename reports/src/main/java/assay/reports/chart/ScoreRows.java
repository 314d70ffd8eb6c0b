package assay.reports.chart;

import assay.reports.run.Estimate;
import java.awt.BasicStroke;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Scores below each other: the dot is the score, the line its 95 % interval, the pale band what
/// the unmeasured attempts leave open.
public final class ScoreRows {
  private static final float BAND_WIDTH = 11;
  private static final int ROW_HEIGHT = 26;
  private static final int AXIS_HEIGHT = 34;

  private final List<LabelledScore> rows;
  private final Scale scale;
  private final Optional<Double> reference;

  private ScoreRows(List<LabelledScore> rows, Scale scale, Optional<Double> reference) {
    this.rows = rows;
    this.scale = scale;
    this.reference = reference;
  }

  /// One row.
  ///
  /// @param model number of the model whose colour and mark it has, where it stands for one
  public record LabelledScore(String label, Estimate estimate, OptionalInt model) {
    /// Returns a row that stands for no model.
    public LabelledScore(String label, Estimate estimate) {
      this(label, estimate, OptionalInt.empty());
    }
  }

  /// Returns the chart of the rows, the first on top; a reference is drawn as a dashed line.
  public static Picture of(List<LabelledScore> rows, Optional<Double> reference) {
    Scale scale = Scale.of(rows.stream().map(LabelledScore::estimate).toList());
    return new ScoreRows(rows, scale, reference).picture();
  }

  /// Returns the chart of differences, the first on top, with a dashed line at zero.
  public static Picture ofDifferences(List<LabelledScore> rows) {
    Scale scale = Scale.ofDifferences(rows.stream().map(LabelledScore::estimate).toList());
    return new ScoreRows(rows, scale, Optional.of(0.0)).picture();
  }

  private Picture picture() {
    return new Picture(
        this::draw,
        Picture.WIDTH,
        ROW_HEIGHT * rows.size() + AXIS_HEIGHT,
        () ->
            Descriptions.of(
                rows.stream()
                    .map(row -> Descriptions.of(row.label(), row.estimate(), scale.signed()))
                    .toList()));
  }

  private JFreeChart draw(ChartStyle style) {
    XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
    XYIntervalSeries bands = new XYIntervalSeries("bounds");
    XYErrorRenderer dots = Plots.dots(style.accent(), null, false);
    for (int i = 0; i < rows.size(); i++) {
      Estimate estimate = rows.get(i).estimate();
      XYIntervalSeries series = new XYIntervalSeries(i);
      Plots.add(series, i, estimate, false);
      points.addSeries(series);
      OptionalInt model = rows.get(i).model();
      dots.setSeriesPaint(i, model.isPresent() ? style.model(model.getAsInt()) : style.accent());
      dots.setSeriesShape(i, model.isPresent() ? Marks.shape(model.getAsInt()) : Plots.dot());
      Plots.addBand(bands, i, estimate);
    }
    SymbolAxis names =
        Plots.names("", ChartNames.of(rows.stream().map(LabelledScore::label).toList()), style);
    names.setInverted(true);
    XYPlot plot = new XYPlot(points, scale.axis(style), names, dots);
    // Later datasets are drawn first, hence below.
    plot.setDataset(1, Plots.collection(bands));
    XYErrorRenderer band = Plots.dots(style.band(), style.band(), false);
    band.setSeriesShapesVisible(0, false);
    band.setErrorStroke(new BasicStroke(BAND_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    plot.setRenderer(1, band);
    plot.setRangeGridlinesVisible(false);
    reference.ifPresent(value -> plot.addDomainMarker(Plots.mark(100 * value, style)));
    return Plots.chart(plot, style, false);
  }
}
