package assay.harness.reproduce;

import assay.tasks.Window;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A window in the registry's words: a release, days or months from and to (inclusive), or both, as
/// `v6 2025-02..2025-05`.
final class StatedWindow {
  private static final Pattern WORDS =
      Pattern.compile("(?:(v\\d+))? ?(?:([0-9-]{7,10})\\.\\.([0-9-]{7,10}))?");
  private static final int MONTH_LENGTH = 7;

  private StatedWindow() {}

  /// Returns the window; empty where the words are others.
  static Optional<Window> of(String words) {
    Matcher matcher = WORDS.matcher(words);
    if (words.isBlank() || !matcher.matches()) {
      return words.isBlank() ? Optional.of(Window.ALL) : Optional.empty();
    }
    return Optional.of(
        new Window(
            Optional.ofNullable(matcher.group(2)).map(StatedWindow::first),
            Optional.ofNullable(matcher.group(3)).map(StatedWindow::last),
            Optional.ofNullable(matcher.group(1))));
  }

  private static LocalDate first(String day) {
    return day.length() == MONTH_LENGTH ? YearMonth.parse(day).atDay(1) : LocalDate.parse(day);
  }

  private static LocalDate last(String day) {
    return day.length() == MONTH_LENGTH
        ? YearMonth.parse(day).atEndOfMonth()
        : LocalDate.parse(day);
  }
}
