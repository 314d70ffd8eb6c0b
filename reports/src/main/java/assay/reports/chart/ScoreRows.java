package assay.reports.chart;

import assay.reports.run.Estimate;
import java.awt.BasicStroke;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;

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
  public record LabelledScore(String label, Estimate estimate) {}

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
    return new Picture(this::draw, Picture.WIDTH, ROW_HEIGHT * rows.size() + AXIS_HEIGHT);
  }

  private JFreeChart draw(ChartStyle style) {
    XYIntervalSeries points = new XYIntervalSeries("score");
    XYIntervalSeries bands = new XYIntervalSeries("bounds");
    for (int i = 0; i < rows.size(); i++) {
      Estimate estimate = rows.get(i).estimate();
      Plots.add(points, i, estimate, false);
      double low = 100 * estimate.bounds().low();
      double high = 100 * estimate.bounds().high();
      if (low < high) {
        bands.add(low, low, high, i, i, i);
      }
    }
    SymbolAxis names =
        Plots.names("", ChartNames.of(rows.stream().map(LabelledScore::label).toList()), style);
    names.setInverted(true);
    XYErrorRenderer dots = Plots.dots(style.accent(), style.accent(), false);
    XYPlot plot = new XYPlot(Plots.collection(points), scale.axis(style), names, dots);
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
