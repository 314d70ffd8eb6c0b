package assay.scorers.math.sound;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Short sentences that say nothing but an answer, as "The answer is 42 because ..." does.
///
/// Only words that cannot change what the value says are read over. "Less than 5", "about 5" and
/// "not 5" stay text. Linear in the length of the text, which is limited.
final class Statements {
  private static final int MAX_LENGTH = 400;
  private static final int MAX_NAME = 40;
  private static final Set<String> SILENT_WORDS =
      Set.of(
          """
          answer answers solution solutions result value values final correct required desired
          the is are so therefore thus hence then we get have find obtain that it this our my
          your which gives finally réponse la est donc\
          """
              .split("\\s+", -1));

  /// White space just inside math delimiters.
  private static final Pattern EDGES =
      Pattern.compile("(?<=\\\\[\\[(]|\\$)\\s+|\\s+(?=\\\\[\\])]|\\$)");

  private static final Pattern EXTREME =
      Pattern.compile("\\\\?(?:lim|max|min|sup|inf|gcd|lcm|det|dim|deg)\\b");

  private static final List<String> REASONS = List.of(" because ", " since ");

  private Statements() {}

  /// Returns the part of the text that is its answer, or empty where the text says more.
  ///
  /// @param readable whether a text is mathematics as a whole
  static Optional<String> value(String text, Predicate<String> readable) {
    String content = EDGES.matcher(text.strip()).replaceAll(" ");
    if (content.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int line = content.lastIndexOf('\n');
    if (line >= 0) {
      boolean sentence = content.substring(0, line).stripTrailing().endsWith(".");
      return Optional.of(content.substring(line + 1).strip())
          .filter(last -> sentence && readable.test(last));
    }
    Optional<String> extreme = behindExtreme(content).filter(readable);
    if (extreme.isPresent()) {
      return extreme;
    }
    String claim = withoutReason(content);
    String bare = withoutSilentWords(claim);
    return Optional.of(bare)
        .filter(rest -> rest.length() < content.length() && readable.test(rest))
        .or(() -> behindName(claim).filter(readable));
  }

  private static String withoutReason(String text) {
    int end = text.length();
    for (String reason : REASONS) {
      int at = text.indexOf(reason);
      end = at > 0 ? Math.min(end, at) : end;
    }
    String claim = text.substring(0, end).strip();
    return claim.endsWith(".") ? claim.substring(0, claim.length() - 1) : claim;
  }

  private static String withoutSilentWords(String text) {
    int start = 0;
    for (int end = wordEnd(text, start); end > start; end = wordEnd(text, start)) {
      start = end;
    }
    int stop = text.length();
    for (int begin = wordStart(text, start, stop); begin < stop; ) {
      stop = begin;
      begin = wordStart(text, start, stop);
    }
    return text.substring(start, stop).strip();
  }

  /// Returns the index behind the silent word at the index and what separates it, or the index.
  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    if (!isSilent(text.substring(start, end))) {
      return start;
    }
    while (end < text.length() && (" :,".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  /// Returns the index of the silent word that ends at the index, with the spaces before it.
  private static int wordStart(String text, int floor, int end) {
    int start = end;
    while (start > floor && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    boolean apart = start > floor && text.charAt(start - 1) == ' ';
    return apart && isSilent(text.substring(start, end))
        ? text.substring(0, start).stripTrailing().length()
        : end;
  }

  private static boolean isSilent(String word) {
    return SILENT_WORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  /// Returns what a limit, maximum or the like is said to be, as in `\max = 12`.
  private static Optional<String> behindExtreme(String text) {
    int sign = text.lastIndexOf('=');
    boolean only = sign > 0 && text.indexOf('=') == sign;
    return only && EXTREME.matcher(text).lookingAt()
        ? Optional.of(text.substring(sign + 1).strip())
        : Optional.empty();
  }

  /// Returns what follows a name in words and an equals sign, as in "total area = 12".
  private static Optional<String> behindName(String text) {
    int sign = text.indexOf('=');
    boolean name =
        sign > 0
            && sign <= MAX_NAME
            && text.substring(0, sign)
                .chars()
                .allMatch(each -> Character.isLetter(each) || each == ' ');
    return name ? Optional.of(text.substring(sign + 1).strip()) : Optional.empty();
  }
}
