package assay.scorers.math.mathverify;

import assay.scorers.math.AnswerExtractor;
import assay.scorers.math.ExtractedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The formula or number that Math-Verify's `parse` takes from a text. The rules in their order;
/// within one, the last place in the text:
/// 1. `final-answer-hope`: behind "final answer is" and before "I hope";
/// 2. `boxed`: a `\boxed{}`, with those that commas, "and" or "or" join to it; or a formula behind
///    "final answer ... is";
/// 3. `answer-colon`, 4. `answer`: a formula or number at most 50 characters behind "answer:" or
///    "answer";
/// 5. `formula`: any formula or fraction; `number`: any number that begins a word.
///
/// Linear in the length of the text.
///
/// Source: Math-Verify 0.9.0, `parser.py`, `lazy_latex_regex` and `lazy_expr_regex` with their
/// defaults.
public record MathVerifyExtractor() implements AnswerExtractor {
  private static final int NEAR = 50;
  private static final String ANSWER = "answer";
  private static final String FINAL = "final answer";

  @Override
  public String name() {
    return "math-verify";
  }

  @Override
  public Optional<ExtractedAnswer> extract(String completion) {
    return find(completion);
  }

  /// Returns whether a text has math delimiters or a box, so that it is searched for its formula.
  static boolean hasDelimiters(String text) {
    return text.replace("\\$", "").contains("$")
        || text.contains("\\boxed")
        || text.contains("\\(")
        || text.contains("\\[");
  }

  static Optional<ExtractedAnswer> find(String text) {
    List<ExtractedAnswer> places = MathVerifyPlaces.of(text);
    String lower = lower(text);
    return hoped(lower, places)
        .or(() -> MathVerifyBoxes.find(text))
        .or(() -> afterIs(lower, places))
        .or(() -> near(lower, places, ANSWER + ":", "answer-colon"))
        .or(() -> near(lower, places, ANSWER, ANSWER))
        .or(() -> places.isEmpty() ? Optional.empty() : Optional.of(last(places)));
  }

  /// Returns the plain number near the word "answer", or else the last one.
  static Optional<ExtractedAnswer> number(String text) {
    List<ExtractedAnswer> numbers =
        MathVerifyPlaces.of(text.replace('$', ' ')).stream()
            .filter(place -> place.rule().equals("number"))
            .toList();
    return near(lower(text), numbers, ANSWER, ANSWER)
        .or(() -> numbers.isEmpty() ? Optional.empty() : Optional.of(last(numbers)));
  }

  private static String lower(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() == text.length() ? lower : text;
  }

  /// A formula is preferred to a number that ends at the same place.
  private static ExtractedAnswer last(List<ExtractedAnswer> places) {
    return places.getLast();
  }

  private static Optional<ExtractedAnswer> hoped(String text, List<ExtractedAnswer> places) {
    List<ExtractedAnswer> found = new ArrayList<>();
    for (ExtractedAnswer place : places) {
      String after = text.substring(place.end(), Math.min(text.length(), place.end() + 20));
      String before = text.substring(Math.max(0, place.start() - 30), place.start());
      boolean hope = after.replaceFirst("^[$)\\]\\\\]{0,2}\\.?\\s?", "").startsWith("i hope");
      if (hope && before.contains(FINAL + " is")) {
        found.add(renamed(place, "final-answer-hope"));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  private static Optional<ExtractedAnswer> afterIs(String text, List<ExtractedAnswer> places) {
    int phrase = text.lastIndexOf(FINAL);
    int is = phrase < 0 ? -1 : text.indexOf(" is", phrase);
    if (is < 0 || is > phrase + FINAL.length() + 100) {
      return Optional.empty();
    }
    return places.stream()
        .filter(place -> place.start() >= is + 3 && place.start() <= is + 8)
        .findFirst()
        .map(place -> renamed(place, "final-answer-is"));
  }

  private static Optional<ExtractedAnswer> near(
      String text, List<ExtractedAnswer> places, String phrase, String rule) {
    Optional<ExtractedAnswer> found = Optional.empty();
    int from = 0;
    for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      int end = at + phrase.length();
      while (from < places.size() && places.get(from).start() < end) {
        from++;
      }
      boolean close = from < places.size() && places.get(from).start() <= end + NEAR + 2;
      found = close ? Optional.of(renamed(places.get(from), rule)) : found;
    }
    return found;
  }

  private static ExtractedAnswer renamed(ExtractedAnswer place, String rule) {
    return new ExtractedAnswer(place.text(), rule, place.start(), place.end());
  }
}
