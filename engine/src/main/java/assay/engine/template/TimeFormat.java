package assay.engine.template;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/// Python's `strftime` in the C locale.
final class TimeFormat {
  private TimeFormat() {}

  static String format(LocalDateTime time, String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        text.append(c);
        continue;
      }
      // glibc: a minus sign removes the padding.
      boolean unpadded = format.startsWith("-", i + 1);
      i += unpadded ? 2 : 1;
      if (i >= format.length()) {
        throw new EvaluationException("strftime_now: the format ends with an open %");
      }
      String directive = directive(time, format.charAt(i));
      text.append(unpadded ? withoutPadding(directive) : directive);
    }
    return text.toString();
  }

  private static String withoutPadding(String directive) {
    String stripped = directive.replaceFirst("^[0 ]+", "");
    return stripped.isEmpty() ? "0" : stripped;
  }

  private static String directive(LocalDateTime time, char directive) {
    return switch (directive) {
      case 'Y' -> "" + time.getYear();
      case 'y' -> two(time.getYear() % 100);
      case 'm' -> two(time.getMonthValue());
      case 'd' -> two(time.getDayOfMonth());
      case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
      case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
      case 'H' -> two(time.getHour());
      case 'I' -> two((time.getHour() + 11) % 12 + 1);
      case 'M' -> two(time.getMinute());
      case 'S' -> two(time.getSecond());
      case 'f' -> String.format(Locale.ROOT, "%06d", time.getNano() / 1000);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> month(time);
      case 'w' -> "" + time.getDayOfWeek().getValue() % 7;
      case 'u' -> "" + time.getDayOfWeek().getValue();
      case 'F' -> format(time, "%Y-%m-%d");
      case 'T' -> format(time, "%H:%M:%S");
      case 'R' -> format(time, "%H:%M");
      case 'D' -> format(time, "%m/%d/%y");
      case 'Z', 'z' -> ""; // the time carries no zone
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> throw new EvaluationException("strftime_now: %" + directive + " is not supported");
    };
  }

  /// The JDK abbreviates September with four letters in some locales, the C locale always with
  /// three.
  private static String month(LocalDateTime time) {
    return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
  }

  private static String two(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }
}
