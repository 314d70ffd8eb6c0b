package assay.results.published;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;

/// The end of a model's training data.
///
/// @param lastDay the last day that the data may know; of a month, its last
/// @param source where that was read
public record Cutoff(LocalDate lastDay, String source) {
  public Cutoff {
    Objects.requireNonNull(lastDay);
    Objects.requireNonNull(source);
  }

  /// Returns the cutoff written as `yyyy-MM-dd`, or as `yyyy-MM`, which counts as known to its last
  /// day.
  ///
  /// @throws IllegalArgumentException if the text is neither
  public static Cutoff parse(String text, String source) {
    try {
      return new Cutoff(
          text.length() == 7 ? YearMonth.parse(text).atEndOfMonth() : LocalDate.parse(text),
          source);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a cutoff must be yyyy-MM-dd or yyyy-MM, found \"%s\"".formatted(text), e);
    }
  }
}
