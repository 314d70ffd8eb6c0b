package assay.reports.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/// Large and small numbers as people read them, with decimal units.
public final class Sizes {
  private static final String[] COUNTS = {"", " k", " M", " B", " T"};
  private static final String[] BYTES = {" B", " kB", " MB", " GB", " TB"};

  private Sizes() {}

  /// Returns a number of parameters, such as `12.9 B`.
  public static String parameters(double count) {
    return scaled(count, COUNTS);
  }

  /// Returns a number of bytes, such as `25.5 GB`.
  public static String bytes(double bytes) {
    return scaled(bytes, BYTES);
  }

  /// Returns a number of bytes, such as `25.5 GB`.
  public static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  /// Returns seconds, such as `0.21 s`.
  public static String seconds(double seconds) {
    if (seconds >= 100) {
      return String.format(Locale.ROOT, "%,.0f s", seconds);
    }
    return plain(seconds) + " s";
  }

  /// Returns an amount of money: with two decimals, or where it is less than one with three
  /// significant digits.
  public static String money(double amount) {
    return amount >= 1 ? String.format(Locale.ROOT, "%,.2f", amount) : plain(amount);
  }

  /// Returns three significant digits, or a dash.
  public static String plain(OptionalDouble value) {
    return value.isPresent() ? plain(value.getAsDouble()) : Figures.NONE;
  }

  /// Returns three significant digits without an exponent.
  public static String plain(double value) {
    return new BigDecimal(value)
        .round(new MathContext(3, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String scaled(double value, String[] units) {
    int unit = 0;
    double left = value;
    while (left >= 999.5 && unit < units.length - 1) {
      left /= 1000;
      unit++;
    }
    return plain(left) + units[unit];
  }
}
