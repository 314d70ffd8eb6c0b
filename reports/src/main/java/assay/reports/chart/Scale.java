package assay.reports.chart;

import assay.reports.run.Estimate;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/// The range of percentages or points that a chart shows: whole steps around all that is drawn.
///
/// @param from left end, in percent
/// @param to right end, in percent
/// @param tick distance of the grid lines
/// @param signed whether the numbers are differences, which carry their sign
record Scale(double from, double to, double tick, boolean signed) {
  private static final double STEP = 10;
  private static final double[] DIFFERENCE_TICKS = {1, 2, 5, 10, 20, 50};
  private static final int MOST_TICKS = 6;
  private static final double MOST_IN_PANELS = 3;

  static Scale of(List<Estimate> scores) {
    double lowest = scores.stream().mapToDouble(Scale::lowest).min().orElse(0);
    double highest = scores.stream().mapToDouble(Scale::highest).max().orElse(1);
    double from = STEP * Math.floor(100 * lowest / STEP);
    double to = STEP * Math.ceil(100 * highest / STEP);
    if (to == from) {
      from = Math.max(0, from - STEP);
      to = from + STEP;
    }
    return new Scale(from, to, tick(to - from), false);
  }

  /// Returns the scale of differences, in points, which always shows zero.
  static Scale ofDifferences(List<Estimate> differences) {
    double low = 100 * Math.min(0, differences.stream().mapToDouble(Scale::lowest).min().orElse(0));
    double high =
        100 * Math.max(0, differences.stream().mapToDouble(Scale::highest).max().orElse(0));
    double tick = DIFFERENCE_TICKS[DIFFERENCE_TICKS.length - 1];
    for (int i = DIFFERENCE_TICKS.length - 1; i >= 0; i--) {
      if ((high - low) / DIFFERENCE_TICKS[i] <= MOST_TICKS) {
        tick = DIFFERENCE_TICKS[i];
      }
    }
    double from = tick * Math.floor(low / tick);
    double to = tick * Math.ceil(high / tick);
    return from < to ? new Scale(from, to, tick, true) : new Scale(-tick, tick, tick, true);
  }

  /// Returns this scale with so few ticks that they have room in a narrow panel.
  Scale thinned() {
    double wider = tick;
    while ((to - from) / wider > MOST_IN_PANELS) {
      wider *= 2;
    }
    return new Scale(from, to, wider, signed);
  }

  private String label(double tick) {
    long whole = Math.round(tick);
    if (!signed || whole == 0) {
      return Long.toString(whole);
    }
    return (whole < 0 ? "−" : "+") + Math.abs(whole);
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

  /// Returns how far below the top end of a vertical axis of that length a percentage stands.
  double below(double percent, double length) {
    return length * (1 - (percent - from) / (to - from));
  }

  /// Returns an axis of this range that draws nothing but its texts.
  NumberAxis axis(ChartStyle style) {
    NumberAxis axis = Plots.quiet(new NumberAxis(), style);
    axis.setRange(from, to);
    axis.setTickUnit(new Ticks(this));
    return axis;
  }

  private static final class Ticks extends NumberTickUnit {
    private static final long serialVersionUID = 1L;

    private final transient Scale scale;

    Ticks(Scale scale) {
      super(scale.tick());
      this.scale = scale;
    }

    @Override
    public String valueToString(double value) {
      return scale.label(value);
    }
  }
}
