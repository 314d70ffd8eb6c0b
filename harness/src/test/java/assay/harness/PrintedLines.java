package assay.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Holds what a page shows of a command's output against what it printed.
///
/// Lines have to stand there in their order, one after the other; `...` alone stands for any lines,
/// and `…` for any text within one. Figures are those of another day: a number stands for any
/// number, and blanks between words for any blanks.
final class PrintedLines {
  private static final String ANY_LINES = "...";
  private static final Pattern NUMBER = Pattern.compile("[-−+]?\\d[\\d.,]*");

  private PrintedLines() {}

  /// Returns the first shown line that was not printed where it should be.
  static Optional<String> missing(List<String> shown, String printed) {
    List<String> lines =
        printed.lines().map(PrintedLines::plain).filter(line -> !line.isEmpty()).toList();
    List<String> wanted = new ArrayList<>(shown);
    wanted.removeIf(String::isBlank);
    int at = 0;
    boolean anywhere = false;
    for (String line : wanted) {
      if (line.strip().equals(ANY_LINES)) {
        anywhere = true;
        continue;
      }
      Pattern pattern = pattern(line);
      while (anywhere && at < lines.size() && !pattern.matcher(lines.get(at)).matches()) {
        at++;
      }
      if (at == lines.size() || !pattern.matcher(lines.get(at)).matches()) {
        return Optional.of(line);
      }
      at++;
      anywhere = false;
    }
    return wanted.isEmpty() || anywhere || at == lines.size()
        ? Optional.empty()
        : Optional.of("(nothing more, or ...)");
  }

  private static Pattern pattern(String line) {
    List<String> pieces = new ArrayList<>();
    for (String piece : plain(line).split("…", -1)) {
      pieces.add(Pattern.quote(piece));
    }
    return Pattern.compile(String.join(".*", pieces));
  }

  private static String plain(String line) {
    return NUMBER.matcher(line).replaceAll("0").replaceAll("\\s+", " ").strip();
  }
}
