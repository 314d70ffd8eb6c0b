package assay.reports.chart;

import assay.reports.run.Estimate;
import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Small multiples: panels side by side over the same rows, each with scores and their 95 %
/// intervals in the colours and marks of the models.
public final class Panels {
  /// How many panels stand side by side at most.
  public static final int MOST = 4;

  private static final float BAND_WIDTH = 11;
  private static final int ROW_HEIGHT = 26;
  private static final int AXIS_HEIGHT = 52;
  private static final int NAMES_WIDTH = 190;
  private static final int PANEL_WIDTH = 190;
  private static final double GAP = 22;

  private final List<String> rows;
  private final List<Panel> panels;
  private final Kind kind;

  private Panels(List<String> rows, List<Panel> panels, Kind kind) {
    this.rows = List.copyOf(rows);
    this.panels = List.copyOf(panels);
    this.kind = kind;
  }

  private enum Kind {
    OWN_SCALES,
    ONE_SCALE,
    DIFFERENCES
  }

  /// One score.
  ///
  /// @param row at which it stands, from 0
  /// @param model number of the model that it is of
  /// @param estimate the score
  public record Dot(int row, int model, Estimate estimate) {}

  /// One panel.
  ///
  /// @param title what it shows
  /// @param dots at most one for each row
  public record Panel(String title, List<Dot> dots) {
    public Panel {
      dots = List.copyOf(dots);
    }

    private List<Estimate> estimates() {
      return dots.stream().map(Dot::estimate).toList();
    }
  }

  /// Returns panels of scores, each with a scale of its own, as of several suites.
  ///
  /// @param panels from one to [#MOST]
  public static Picture ofScores(List<String> rows, List<Panel> panels) {
    return new Panels(rows, panels, Kind.OWN_SCALES).picture();
  }

  /// Returns panels of scores over one scale, as of several models.
  ///
  /// @param panels from one to [#MOST]
  public static Picture ofSharedScores(List<String> rows, List<Panel> panels) {
    return new Panels(rows, panels, Kind.ONE_SCALE).picture();
  }

  /// Returns panels of differences with a dashed line at zero, over one scale.
  ///
  /// @param panels from one to [#MOST]
  public static Picture ofDifferences(List<String> rows, List<Panel> panels) {
    return new Panels(rows, panels, Kind.DIFFERENCES).picture();
  }

  private Picture picture() {
    int width = Math.max(Picture.WIDTH, NAMES_WIDTH + PANEL_WIDTH * panels.size());
    return new Picture(
        this::draw, width, ROW_HEIGHT * rows.size() + AXIS_HEIGHT, this::description);
  }

  private String description() {
    return panels.stream()
        .map(
            panel ->
                panel.title()
                    + ": "
                    + panel.dots().stream()
                        .map(
                            dot ->
                                Descriptions.of(
                                    rows.get(dot.row()), dot.estimate(), kind == Kind.DIFFERENCES))
                        .collect(Collectors.joining("; ")))
        .collect(Collectors.joining(". "));
  }

  private JFreeChart draw(ChartStyle style) {
    SymbolAxis names = Plots.names("", ChartNames.of(rows), style);
    names.setInverted(true);
    CombinedRangeXYPlot all = new CombinedRangeXYPlot(names);
    all.setGap(GAP);
    List<Estimate> estimates = panels.stream().flatMap(p -> p.estimates().stream()).toList();
    for (Panel panel : panels) {
      Scale scale =
          switch (kind) {
            case OWN_SCALES -> Scale.of(panel.estimates());
            case ONE_SCALE -> Scale.of(estimates);
            case DIFFERENCES -> Scale.ofDifferences(estimates);
          };
      all.add(plot(panel, panels.size() > 1 ? scale.thinned() : scale, style));
    }
    return Plots.chart(all, style, false);
  }

  private XYPlot plot(Panel panel, Scale scale, ChartStyle style) {
    XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
    XYIntervalSeries bands = new XYIntervalSeries("bounds");
    XYErrorRenderer dots = Plots.dots(style.accent(), null, false);
    for (Dot dot : panel.dots()) {
      int number = points.getSeriesCount();
      XYIntervalSeries series = new XYIntervalSeries(number);
      Plots.add(series, dot.row(), dot.estimate(), false);
      points.addSeries(series);
      dots.setSeriesPaint(number, style.model(dot.model()));
      dots.setSeriesShape(number, Marks.shape(dot.model()));
      Plots.addBand(bands, dot.row(), dot.estimate());
    }
    NumberAxis axis = scale.axis(style);
    axis.setLabel(ChartNames.of(List.of(panel.title()), 26).getFirst());
    XYPlot plot = new XYPlot(points, axis, null, dots);
    // Later datasets are drawn first, hence below.
    plot.setDataset(1, Plots.collection(bands));
    XYErrorRenderer band = Plots.dots(style.band(), style.band(), false);
    band.setSeriesShapesVisible(0, false);
    band.setErrorStroke(new BasicStroke(BAND_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    plot.setRenderer(1, band);
    Plots.quiet(plot, style);
    plot.setRangeGridlinesVisible(false);
    if (kind == Kind.DIFFERENCES) {
      plot.addDomainMarker(Plots.mark(0, style));
    }
    return plot;
  }
}
