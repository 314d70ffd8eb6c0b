package assay.reports.text;

import assay.reports.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Numbers as tables and files show them.
public final class Figures {
  /// What stands where a figure is not known.
  public static final String NONE = "–";

  private static final MathContext FILE_PRECISION = new MathContext(10, RoundingMode.HALF_EVEN);

  private Figures() {}

  /// Returns a share in percent with two decimals, such as `29.85`.
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", share * 100);
  }

  /// Returns a share in percent, or a dash.
  public static String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : NONE;
  }

  /// Returns an interval in percent, such as `27.59 – 32.22`.
  public static String percent(Interval interval) {
    return percent(interval.low()) + " – " + percent(interval.high());
  }

  /// Returns an interval in percent, or a dash.
  public static String percent(Optional<Interval> interval) {
    return interval.map(Figures::percent).orElse(NONE);
  }

  /// Returns a difference of shares in points with its sign, such as `−3.86`.
  public static String points(double difference) {
    String digits = String.format(Locale.ROOT, "%.2f", Math.abs(difference * 100));
    return digits.equals("0.00") ? digits : (difference < 0 ? "−" : "+") + digits;
  }

  /// Returns an interval of differences in points, such as `−4.59 to −2.76`.
  public static String points(Interval interval) {
    return points(interval.low()) + " to " + points(interval.high());
  }

  /// Returns a probability as people read it, such as `0.0312` or `< 0.0001`.
  public static String probability(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /// Returns a count with thousands separators, such as `12,032`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// Returns a part with its share of a whole, such as `75 (5.0 %)`.
  public static String countWithShare(long part, long whole) {
    return part == 0 || whole == 0
        ? count(part)
        : String.format(Locale.ROOT, "%,d (%.1f %%)", part, 100.0 * part / whole);
  }

  /// Returns a number for files: ten significant digits, because the last bits of a logarithm may
  /// differ between machines.
  public static BigDecimal exact(double value) {
    BigDecimal rounded = new BigDecimal(value).round(FILE_PRECISION).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
