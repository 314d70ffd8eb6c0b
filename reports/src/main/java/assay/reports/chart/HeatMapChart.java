package assay.reports.chart;

import assay.reports.text.DisplayWidth;
import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;

/// A table of numbers whose cells are the darker the greater the number is.
///
/// The colour is the accent on the page's own ground and never so dense that the figures in the
/// cells could not be read, in light, dark and print. Cells without a number stay empty.
public final class HeatMapChart {
  private static final int WIDTH = 520;
  private static final int CELL_HEIGHT = 42;
  private static final int TOP = 8;
  private static final int BOTTOM = 46;
  private static final int RIGHT = 10;
  private static final double CHARACTER_WIDTH = 7.4;
  private static final double PALEST = 0.06;
  private static final double DENSEST = 0.55;
  private static final double GAP = 0.94;

  private final Names names;
  private final List<Cell> cells;
  private final double low;
  private final double high;
  private final int left;

  /// What the rows and columns stand for.
  ///
  /// @param rowAxis name of what varies from row to row
  /// @param rows from top to bottom
  /// @param columnAxis name of what varies from column to column
  /// @param columns from left to right
  public record Names(String rowAxis, List<String> rows, String columnAxis, List<String> columns) {
    public Names {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  /// One cell.
  ///
  /// @param value decides the colour
  /// @param lines what is written in it, at most two
  public record Cell(int row, int column, double value, List<String> lines) {
    public Cell {
      lines = List.copyOf(lines);
    }
  }

  private HeatMapChart(Names names, List<Cell> cells) {
    this.names = names;
    this.cells = cells;
    this.low = cells.stream().mapToDouble(Cell::value).min().orElse(0);
    this.high = cells.stream().mapToDouble(Cell::value).max().orElse(1);
    int longest =
        Math.max(
            names.rows().stream()
                .mapToInt(each -> DisplayWidth.of(Charts.label(each)))
                .max()
                .orElse(0),
            DisplayWidth.of(names.rowAxis()));
    this.left = (int) (16 + CHARACTER_WIDTH * longest);
  }

  /// Returns the picture.
  ///
  /// @param cells at most one for each row and column, at least one in all
  public static Charts.Picture of(Names names, List<Cell> cells) {
    HeatMapChart chart = new HeatMapChart(names, cells);
    return Charts.Picture.drawn(chart::draw, WIDTH, chart.height(), chart.labels());
  }

  private int height() {
    return TOP + CELL_HEIGHT * names.rows().size() + BOTTOM;
  }

  private JFreeChart draw(Palette palette) {
    double[][] columns = new double[3][cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      columns[0][i] = cells.get(i).column();
      columns[1][i] = -cells.get(i).row();
      columns[2][i] = cells.get(i).value();
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("cells", columns);
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setBlockWidth(GAP);
    renderer.setBlockHeight(GAP);
    renderer.setPaintScale(new Density(palette.accent(), low, high));
    XYPlot plot =
        new XYPlot(
            data,
            Frame.hiddenAxis(-0.5, names.columns().size() - 0.5),
            Frame.hiddenAxis(0.5 - names.rows().size(), 0.5),
            renderer);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    return new Frame(left, BOTTOM, TOP, RIGHT).chart(plot);
  }

  private record Density(Color colour, double low, double high) implements PaintScale {
    @Override
    public double getLowerBound() {
      return low;
    }

    @Override
    public double getUpperBound() {
      return high;
    }

    @Override
    public Paint getPaint(double value) {
      double share = high > low ? (value - low) / (high - low) : 0.5;
      double density = PALEST + (DENSEST - PALEST) * Math.clamp(share, 0, 1);
      return new Color(
          colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * density));
    }
  }

  private List<Charts.Label> labels() {
    List<Charts.Label> labels = new ArrayList<>();
    for (int row = 0; row < names.rows().size(); row++) {
      labels.add(new Charts.Label(Charts.label(names.rows().get(row)), left - 8.0, y(row), true));
    }
    double bottom = height() - BOTTOM;
    for (int column = 0; column < names.columns().size(); column++) {
      labels.add(
          new Charts.Label(
              Charts.label(names.columns().get(column)), x(column), bottom + 14.0, false));
    }
    double middle = (names.columns().size() - 1) / 2.0;
    labels.add(new Charts.Label(names.columnAxis(), x(middle), height() - 12.0, false));
    labels.add(new Charts.Label(names.rowAxis(), left - 8.0, bottom + 14.0, true));
    for (Cell cell : cells) {
      double lines = cell.lines().size();
      for (int line = 0; line < lines; line++) {
        double y = y(cell.row()) + 15 * (line - (lines - 1) / 2);
        labels.add(new Charts.Label(cell.lines().get(line), x(cell.column()), y, false));
      }
    }
    return labels;
  }

  private double x(double column) {
    return left + (WIDTH - left - RIGHT) * (column + 0.5) / names.columns().size();
  }

  private double y(int row) {
    return TOP + CELL_HEIGHT * (row + 0.5);
  }
}
