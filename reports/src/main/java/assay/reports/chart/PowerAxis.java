package assay.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/// A logarithmic axis that writes whole powers.
final class PowerAxis extends LogAxis {
  private static final long serialVersionUID = 1L;

  private final double base;
  private final int apart;
  private final transient DoubleFunction<String> words;

  /// @param apart how many powers lie between two that are written
  PowerAxis(String label, double base, int apart, DoubleFunction<String> words) {
    super(label);
    this.base = base;
    this.apart = apart;
    this.words = words;
  }

  @Override
  @SuppressWarnings("rawtypes") // as JFreeChart declares it
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    List<NumberTick> ticks = new ArrayList<>();
    int last = (int) Math.floor(logarithm(getRange().getUpperBound()) + 1e-9);
    for (int power = 0; power <= last; power++) {
      double tick = Math.pow(base, power);
      if (power % apart == 0 && tick >= getRange().getLowerBound() * (1 - 1e-9)) {
        ticks.add(new NumberTick(tick, words.apply(tick), anchor, anchor, 0));
      }
    }
    return ticks;
  }

  private double logarithm(double value) {
    return Math.log(value) / Math.log(base);
  }
}
