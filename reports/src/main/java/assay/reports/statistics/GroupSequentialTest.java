package assay.reports.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Critical values of a one-sided test that looks at growing data several times and may stop at
/// each look, with all looks together at the stated error rate.
///
/// The rate is spent by the function of Lan and DeMets that resembles O'Brien and Fleming's
/// boundary: hardly anything at early looks. The critical values follow by numerical integration of
/// the distribution of the statistic among the trials that have not stopped yet.
///
/// Sources: K. K. G. Lan and D. L. DeMets, "Discrete Sequential Boundaries for Clinical Trials",
/// Biometrika 70 (1983), 659-663; P. Armitage, C. K. McPherson and B. C. Rowe, "Repeated
/// Significance Tests on Accumulating Data", Journal of the Royal Statistical Society A 132 (1969),
/// 235-244, for the recursion.
public final class GroupSequentialTest {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int GRID = 500;
  private static final double WIDTH = 8; // standard deviations below which nothing is left
  private static final double LARGEST = 10; // no critical value is above this

  private GroupSequentialTest() {}

  /// Returns the rate spent once a fraction of the data has been seen.
  ///
  /// @param rate the whole error rate, one-sided, between 0 and 1
  /// @param fraction of the data seen, above 0 up to 1
  public static double spent(double rate, double fraction) {
    double z = NORMAL.inverseSurvivalProbability(rate / 2);
    return 2 * NORMAL.survivalProbability(z / Math.sqrt(fraction));
  }

  /// Returns the critical value of each look: the test stops where its standard normal statistic is
  /// at least that large.
  ///
  /// @param rate the whole error rate, one-sided, between 0 and 1
  /// @param fractions of the data that each look has seen, rising to at most 1
  public static double[] criticalValues(double rate, double[] fractions) {
    double[] values = new double[fractions.length];
    Density going = null;
    double spent = 0;
    for (int look = 0; look < fractions.length; look++) {
      double now = spent(rate, fractions[look]);
      double step = fractions[look] - (look == 0 ? 0 : fractions[look - 1]);
      if (!(step > 0) || fractions[look] > 1) {
        throw new IllegalArgumentException(
            "looks must see a rising share of the data, found " + Arrays.toString(fractions));
      }
      values[look] = critical(going, step, fractions[look], now - spent);
      double bound = values[look] * Math.sqrt(fractions[look]);
      going = Density.after(going, step, fractions[look], bound);
      spent = now;
    }
    return values;
  }

  private static double critical(Density going, double step, double fraction, double rate) {
    double low = -LARGEST;
    double high = LARGEST;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double bound = middle * Math.sqrt(fraction);
      double crossing =
          going == null ? NORMAL.survivalProbability(middle) : going.crossing(step, bound);
      if (crossing > rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /// The density of the Brownian motion at a look, of the trials that have not stopped.
  private static final class Density {
    private final double start;
    private final double width;
    private final double[] values;

    private Density(double start, double width, double[] values) {
      this.start = start;
      this.width = width;
      this.values = values;
    }

    static Density after(Density before, double step, double fraction, double bound) {
      double start = -WIDTH * Math.sqrt(fraction);
      double width = (bound - start) / GRID;
      double[] values = new double[GRID + 1];
      for (int i = 0; i <= GRID; i++) {
        double x = start + i * width;
        values[i] =
            before == null
                ? NORMAL.density(x / Math.sqrt(step)) / Math.sqrt(step)
                : before.integrate(
                    y -> NORMAL.density((x - y) / Math.sqrt(step)) / Math.sqrt(step));
      }
      return new Density(start, width, values);
    }

    double crossing(double step, double bound) {
      return integrate(y -> NORMAL.survivalProbability((bound - y) / Math.sqrt(step)));
    }

    /// Simpson's rule over the grid, whose number of steps is even.
    private double integrate(DoubleUnaryOperator weight) {
      double sum = 0;
      for (int i = 0; i <= GRID; i++) {
        int factor = i == 0 || i == GRID ? 1 : i % 2 == 1 ? 4 : 2;
        sum += factor * values[i] * weight.applyAsDouble(start + i * width);
      }
      return sum * width / 3;
    }
  }
}
