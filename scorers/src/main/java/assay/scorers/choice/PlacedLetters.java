package assay.scorers.choice;

import assay.scorers.choice.Statement.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// Letters that say something by where they stand: alone on the first or the last line, at the end
/// of the last sentence, or as the only ones.
final class PlacedLetters {
  private final OptionedText part;
  private final CharSequence text;
  private final int start;
  private final int end;
  private final int options;
  private final List<Statement> found;

  /// @param found what was read before, to which these are added
  PlacedLetters(OptionedText part, List<Statement> found) {
    this.part = part;
    this.found = found;
    text = part.text();
    start = part.start();
    end = part.end();
    options = part.options();
  }

  void read() {
    lines();
    onlyLetter();
  }

  /// The first and the last line, where they are a letter or an option, and the last sentence where
  /// it closes with a letter in brackets.
  private void lines() {
    int first = part.skipBlank(start);
    if (!part.window(Phrases.LETTER_LINE, first).region(first, end).find()) {
      letterLine(first, "first-line");
    }
    int last = end;
    while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    int line = last;
    while (line > first && text.charAt(line - 1) != '\n') {
      line--;
    }
    if (line > first) {
      letterLine(part.skipBlank(line), "last-line");
    }
    closing(last);
  }

  /// "(D) is the reason for it." or "as in option (D)", where the completion speaks of one option
  /// only and says nothing more definite.
  private void onlyLetter() {
    Matcher matcher = Phrases.MENTIONED.matcher(text).region(start, end);
    int at = -1;
    while (matcher.find()) {
      int letter = matcher.start(1) >= 0 ? matcher.start(1) : matcher.start(2);
      if (text.charAt(letter) >= 'A' + options
          || (at >= 0 && text.charAt(at) != text.charAt(letter))) {
        return;
      }
      at = letter;
    }
    if (at >= 0 && found.isEmpty()) {
      found.add(new Statement(Kind.FAVOUR, text.charAt(at), "only-letter", at, at + 1));
    }
  }

  private void letterLine(int at, String rule) {
    Optional<OptionLetter> letter = part.letter(at).or(() -> smallLine(at));
    if (letter.isEmpty()) {
      return;
    }
    int after = letter.get().end();
    while (after < end && " .:,)*".indexOf(text.charAt(after)) >= 0) {
      after++;
    }
    boolean alone = after >= end || text.charAt(after) == '\n';
    Optional<OptionTexts.QuotedOption> place = part.texts().at(text, after, end);
    boolean own = place.filter(named -> named.option() == letter.get().letter() - 'A').isPresent();
    if (alone || own) {
      add(Kind.FAVOUR, letter.get(), rule);
    }
  }

  /// A whole line that is a small letter; "a" only in brackets.
  private Optional<OptionLetter> smallLine(int at) {
    Matcher small = part.window(Phrases.SMALL, at);
    boolean line =
        small.lookingAt()
            && (small.group().startsWith("(") || small.group(1).charAt(0) != 'a')
            && Character.toUpperCase(small.group(1).charAt(0)) < 'A' + options;
    return line
        ? Optional.of(
            new OptionLetter(
                Character.toUpperCase(small.group(1).charAt(0)), true, small.start(1), small.end()))
        : Optional.empty();
  }

  private void closing(int last) {
    int at = last;
    while (at > start && ".*!\"".indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    if (at - 3 >= start && text.charAt(at - 1) == ')' && text.charAt(at - 3) == '(') {
      part.letter(at - 3)
          .filter(letter -> found.stream().noneMatch(said -> said.start() == letter.start()))
          .ifPresent(letter -> add(Kind.FAVOUR, letter, "closing-letter"));
    }
  }

  private void add(Kind kind, OptionLetter letter, String rule) {
    found.add(new Statement(kind, letter.letter(), rule, letter.start(), letter.start() + 1));
  }
}
