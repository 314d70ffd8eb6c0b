package assay.harness.options;

import assay.harness.run.UsageException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `500M`, `2.5G` (powers of ten) or `4GiB` (of two).
public final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([kMGT]?)(i?)B?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "KMGT";

  private ByteSize() {}

  /// Returns the number of bytes.
  ///
  /// @throws UsageException if the text is none
  public static long parse(String option, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new UsageException(
          "%s %s: expected a size such as 500M, 2G or 4GiB".formatted(option, text));
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    BigDecimal base = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024);
    try {
      return new BigDecimal(matcher.group(1))
          .multiply(base.pow(power))
          .toBigInteger()
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new UsageException("%s %s: too large".formatted(option, text));
    }
  }
}
