package assay.scorers.math.sound;

import assay.scorers.math.ExtractedAnswer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers that running text states without a box or an answer phrase. All patterns are bounded.
final class SoundConclusions {
  private static final Pattern OPENING =
      Pattern.compile("\\s{0,9}\\*{0,2}(?:Therefore|Thus|Hence|So|Consequently|In conclusion)\\b");
  private static final Pattern CONDITION =
      Pattern.compile(
          ",? ?(?:for (?:some|all|any|every|each)|where|with|if|when|whenever|unless|provided"
              + "|such that)\\b");

  private SoundConclusions() {}

  /// Returns the only number of the last sentence, if that begins as a conclusion does and comes
  /// after every formula. Linear in the length of the text.
  static Optional<ExtractedAnswer> find(String text, int from) {
    int end = text.stripTrailing().length();
    if (end <= from) {
      return Optional.empty();
    }
    int formula = Formulas.last(text, from).map(last -> Formulas.behind(text, last)).orElse(from);
    int sentence = text.lastIndexOf(". ", end - 1) + 1;
    int line = text.lastIndexOf('\n', end - 1) + 1;
    int start = Math.max(formula, Math.max(sentence, line));
    Matcher opening = OPENING.matcher(text).region(start, Math.max(start, end));
    if (!opening.lookingAt()) {
      return Optional.empty();
    }
    return Numbers.last(text, start, end, "conclusion")
        .filter(only -> Numbers.last(text, start, only.start(), "").isEmpty());
  }

  /// Returns whether the text is a formula and a condition in words on it, which belong together.
  static boolean isConditioned(String text) {
    return Formulas.startingAt(text, 0)
        .map(formula -> text.substring(Formulas.behind(text, formula)))
        .filter(rest -> CONDITION.matcher(rest).lookingAt() && !rest.contains(". "))
        .isPresent();
  }
}
