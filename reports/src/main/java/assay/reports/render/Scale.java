package assay.reports.render;

import assay.reports.Estimate;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/// The range of percentages that a chart shows: whole tens around all that is drawn.
///
/// @param from left end, in percent
/// @param to right end, in percent
/// @param tick distance of the grid lines
record Scale(double from, double to, double tick) {
  private static final double STEP = 10;

  static Scale of(List<Charts.Row> rows) {
    double lowest = rows.stream().mapToDouble(row -> lowest(row.estimate())).min().orElse(0);
    double highest = rows.stream().mapToDouble(row -> highest(row.estimate())).max().orElse(1);
    double from = STEP * Math.floor(100 * lowest / STEP);
    double to = STEP * Math.ceil(100 * highest / STEP);
    if (to == from) {
      from = Math.max(0, from - STEP);
      to = from + STEP;
    }
    return new Scale(from, to, tick(to - from));
  }

  private static double tick(double range) {
    if (range > 6 * STEP) {
      return 2 * STEP;
    }
    return range > 2 * STEP ? STEP : STEP / 2;
  }

  private static double lowest(Estimate estimate) {
    double bound = estimate.bounds().low();
    return estimate.interval().map(each -> Math.min(each.low(), bound)).orElse(bound);
  }

  private static double highest(Estimate estimate) {
    double bound = estimate.bounds().high();
    return estimate.interval().map(each -> Math.max(each.high(), bound)).orElse(bound);
  }

  /// Returns an axis of this range which draws nothing but its grid lines.
  NumberAxis axis() {
    NumberAxis axis = new NumberAxis();
    axis.setRange(from, to);
    axis.setTickUnit(new NumberTickUnit(tick));
    axis.setTickLabelsVisible(false);
    axis.setTickLabelFont(new NamedFont());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    return axis;
  }
}
