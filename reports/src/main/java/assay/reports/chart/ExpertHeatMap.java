package assay.reports.chart;

import assay.reports.axes.LayerLoad;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;

/// The load of each expert of each layer as a heat map, the first layer on top: the darker, the
/// more tokens; a cell without colour had none, the whole colour is three times the mean load or
/// more.
public final class ExpertHeatMap {
  private static final int WIDTH = 520;
  private static final int LEFT = 46;
  private static final int BOTTOM = 28;
  private static final int TOP = 6;
  private static final int RIGHT = 10;
  private static final double TALLEST_ROW = 22;
  private static final double MOST_HEIGHT = 440;
  private static final double LEAST_TICK_GAP = 18;
  private static final double LEAST_COLUMN_GAP = 34;
  private static final double FULL = 3;

  private final List<LayerLoad> layers;
  private final int experts;
  private final double rowHeight;

  private ExpertHeatMap(List<LayerLoad> layers) {
    this.layers = layers;
    experts = layers.stream().mapToInt(layer -> layer.picks().size()).max().orElse(1);
    rowHeight = Math.min(TALLEST_ROW, MOST_HEIGHT / layers.size());
  }

  /// Returns the picture of at least one layer.
  public static Charts.Picture of(List<LayerLoad> layers) {
    ExpertHeatMap map = new ExpertHeatMap(layers);
    return Charts.Picture.drawn(map::draw, WIDTH, map.height(), map.labels());
  }

  private int height() {
    return (int) Math.round(TOP + rowHeight * layers.size() + BOTTOM);
  }

  private JFreeChart draw(Palette palette) {
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setPaintScale(new Load(palette));
    XYPlot plot = new XYPlot(data(), axis(experts, false), axis(layers.size(), true), renderer);
    plot.setOutlinePaint(palette.grid());
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    return new Frame(LEFT, BOTTOM, TOP, RIGHT).chart(plot);
  }

  /// A load over the mean load as a colour.
  private record Load(Palette palette) implements PaintScale {
    @Override
    public double getLowerBound() {
      return 0;
    }

    @Override
    public double getUpperBound() {
      return FULL;
    }

    @Override
    public Paint getPaint(double relative) {
      return palette.shade(relative / FULL);
    }
  }

  private static NumberAxis axis(int count, boolean inverted) {
    NumberAxis axis = Frame.hiddenAxis(-0.5, count - 0.5);
    axis.setInverted(inverted);
    return axis;
  }

  private DefaultXYZDataset data() {
    List<double[]> cells = new ArrayList<>();
    for (int row = 0; row < layers.size(); row++) {
      for (int expert = 0; expert < layers.get(row).picks().size(); expert++) {
        if (layers.get(row).picks().get(expert) > 0) {
          cells.add(new double[] {expert, row, layers.get(row).relative(expert)});
        }
      }
    }
    double[][] columns = new double[3][cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][i] = cells.get(i)[column];
      }
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("load", columns);
    return data;
  }

  private List<Charts.Label> labels() {
    List<Charts.Label> labels = new ArrayList<>();
    int rowStep = (int) Math.ceil(LEAST_TICK_GAP / rowHeight);
    for (int row = 0; row < layers.size(); row += rowStep) {
      String name = String.valueOf(layers.get(row).layer());
      labels.add(new Charts.Label(name, LEFT - 8.0, TOP + rowHeight * (row + 0.5), true));
    }
    double columnWidth = (double) (WIDTH - LEFT - RIGHT) / experts;
    int columnStep = (int) Math.ceil(LEAST_COLUMN_GAP / columnWidth);
    for (int expert = 0; expert < experts; expert += columnStep) {
      labels.add(
          new Charts.Label(
              String.valueOf(expert),
              LEFT + columnWidth * (expert + 0.5),
              height() - BOTTOM / 2.0,
              false));
    }
    return labels;
  }
}
