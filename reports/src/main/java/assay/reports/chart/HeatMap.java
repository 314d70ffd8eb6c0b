package assay.reports.chart;

import java.awt.Paint;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;

/// A table of numbers whose cells are the darker the greater the number is, the first row on top.
/// Cells without a number stay empty.
public final class HeatMap {
  private static final double GAP = 0.94;
  private static final double PALEST = 0.06;
  private static final double DENSEST = 0.55;
  private static final int AXES_HEIGHT = 54;
  private static final int TALL = 42;
  private static final int MOST_HEIGHT = 440;
  private static final int LOW = 22;
  private static final double LINE = 0.19;

  private final Labels labels;
  private final List<Tile> cells;
  private final DoubleUnaryOperator strength;
  private final double size;

  private HeatMap(Labels labels, List<Tile> cells, DoubleUnaryOperator strength, double size) {
    this.labels = labels;
    this.cells = cells;
    this.strength = strength;
    this.size = size;
  }

  /// What the rows and columns stand for.
  ///
  /// @param rowAxis name of what varies from row to row
  /// @param rows from top to bottom
  /// @param columnAxis name of what varies from column to column
  /// @param columns from left to right
  public record Labels(String rowAxis, List<String> rows, String columnAxis, List<String> columns) {
    public Labels {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  /// One cell.
  ///
  /// @param value decides the colour
  /// @param lines what is written in it
  public record Tile(int row, int column, double value, List<String> lines) {
    public Tile {
      lines = List.copyOf(lines);
    }
  }

  /// Returns a map whose cells are written in: the colour runs from the least number to the
  /// greatest and is never so dense that the figures could not be read, in light, dark and print.
  ///
  /// @param cells at most one for each row and column, at least one in all
  public static Picture written(Labels labels, List<Tile> cells) {
    double low = cells.stream().mapToDouble(Tile::value).min().orElse(0);
    double high = cells.stream().mapToDouble(Tile::value).max().orElse(1);
    DoubleUnaryOperator strength =
        value -> PALEST + (DENSEST - PALEST) * (high > low ? (value - low) / (high - low) : 0.5);
    return picture(new HeatMap(labels, cells, strength, GAP), TALL);
  }

  /// Returns a map of many cells.
  ///
  /// @param full the number that has the whole colour
  public static Picture of(Labels labels, List<Tile> cells, double full) {
    return picture(new HeatMap(labels, cells, value -> value / full, 1), LOW);
  }

  private static Picture picture(HeatMap map, int rowHeight) {
    int height = Math.min(rowHeight * map.labels.rows().size(), MOST_HEIGHT) + AXES_HEIGHT;
    return new Picture(map::draw, Picture.WIDTH, height, map::description);
  }

  private String description() {
    return Descriptions.of(
        cells.stream()
            .filter(cell -> !cell.lines().isEmpty())
            .map(
                cell ->
                    "%s, %s: %s"
                        .formatted(
                            labels.rows().get(cell.row()),
                            labels.columns().get(cell.column()),
                            String.join(" ", cell.lines())))
            .toList());
  }

  private JFreeChart draw(ChartStyle style) {
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setBlockWidth(size);
    renderer.setBlockHeight(size);
    renderer.setPaintScale(new Shades(style, strength));
    SymbolAxis rows = Plots.names(labels.rowAxis(), ChartNames.of(labels.rows()), style);
    rows.setInverted(true);
    // Upright: a page without fonts has no turned letters.
    rows.setLabelAngle(Math.PI / 2);
    SymbolAxis columns = Plots.names(labels.columnAxis(), ChartNames.of(labels.columns()), style);
    XYPlot plot = new XYPlot(data(), columns, rows, renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    cells.forEach(cell -> write(plot, cell, style));
    return Plots.chart(plot, style, false);
  }

  private record Shades(ChartStyle style, DoubleUnaryOperator strength) implements PaintScale {
    @Override
    public double getLowerBound() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double getUpperBound() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public Paint getPaint(double value) {
      return style.shade(strength.applyAsDouble(value));
    }
  }

  private DefaultXYZDataset data() {
    double[][] columns = new double[3][cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      columns[0][i] = cells.get(i).column();
      columns[1][i] = cells.get(i).row();
      columns[2][i] = cells.get(i).value();
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("cells", columns);
    return data;
  }

  private static void write(XYPlot plot, Tile cell, ChartStyle style) {
    double middle = (cell.lines().size() - 1) / 2.0;
    for (int line = 0; line < cell.lines().size(); line++) {
      double y = cell.row() + 2 * LINE * (line - middle);
      XYTextAnnotation text = new XYTextAnnotation(cell.lines().get(line), cell.column(), y);
      text.setFont(style.font());
      text.setPaint(style.ink());
      plot.addAnnotation(text);
    }
  }
}
