package assay.scorers.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The texts of a question's options, to be recognised in a completion.
///
/// Two texts are the same if they differ only in case, white space, dollar signs and asterisks. A
/// text that two options share, or that is only a letter, names no option.
final class OptionTexts {
  private static final int LONGEST = 240;

  private final List<String> texts;

  private OptionTexts(List<String> texts) {
    this.texts = texts;
  }

  static OptionTexts of(List<String> options) {
    List<String> texts = new ArrayList<>();
    for (String option : options) {
      String text = folded(withoutFullStop(option.strip()));
      boolean usable = text.length() > 1 || (text.length() == 1 && !letter(text.charAt(0)));
      texts.add(usable && text.length() <= LONGEST ? text : "");
    }
    return new OptionTexts(texts);
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static String withoutFullStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!ignored(text.charAt(i))) {
        folded.append(text.charAt(i));
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean ignored(char c) {
    return Character.isWhitespace(c) || c == '$' || c == '*';
  }

  /// An option whose text stands in the completion.
  ///
  /// @param option its number, 0 for A
  /// @param end index after it
  record QuotedOption(int option, int end) {}

  /// Returns the option whose whole text stands at the index and ends with its clause. The longest
  /// one wins where one text begins with another.
  Optional<QuotedOption> at(CharSequence text, int index, int limit) {
    List<QuotedOption> longest = new ArrayList<>();
    for (int option = 0; option < texts.size(); option++) {
      OptionalInt end = matchEnd(texts.get(option), text, index, limit);
      if (end.isPresent() && (longest.isEmpty() || end.getAsInt() >= longest.getFirst().end())) {
        QuotedOption place = new QuotedOption(option, end.getAsInt());
        longest.removeIf(shorter -> shorter.end() < place.end());
        longest.add(place);
      }
    }
    return longest.size() == 1 ? Optional.of(longest.getFirst()) : Optional.empty();
  }

  private static OptionalInt matchEnd(String wanted, CharSequence text, int index, int limit) {
    if (wanted.isEmpty()) {
      return OptionalInt.empty();
    }
    int at = index;
    int matched = 0;
    while (matched < wanted.length()) {
      while (at < limit && ignored(text.charAt(at))) {
        at++;
      }
      if (at >= limit || Character.toLowerCase(text.charAt(at)) != wanted.charAt(matched)) {
        return OptionalInt.empty();
      }
      at++;
      matched++;
    }
    return endsClause(text, at, limit) ? OptionalInt.of(at) : OptionalInt.empty();
  }

  private static boolean endsClause(CharSequence text, int index, int limit) {
    int at = index;
    while (at < limit && (text.charAt(at) == '*' || text.charAt(at) == '$')) {
      at++;
    }
    if (at >= limit) {
      return true;
    }
    char c = text.charAt(at);
    boolean mark = c == '.' || c == ',' || c == ';' || c == '!';
    boolean markEnds = at + 1 >= limit || Character.isWhitespace(text.charAt(at + 1));
    return c == '\n' || (mark && markEnds) || opensLetter(text, at, limit);
  }

  /// "42 (C)": the option's letter follows its text.
  private static boolean opensLetter(CharSequence text, int index, int limit) {
    return text.charAt(index) == ' ' && index + 1 < limit && text.charAt(index + 1) == '(';
  }
}
