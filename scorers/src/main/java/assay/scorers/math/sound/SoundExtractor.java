package assay.scorers.math.sound;

import assay.scorers.math.AnswerExtractor;
import assay.scorers.math.ExtractedAnswer;
import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the final answer of a completion, by the first of these rules that finds one:
/// 1. `last-boxed`: the last balanced `\boxed` or `\fbox`, with those joined to it; a formula
///    behind a later "final answer is" takes precedence, as `final-answer`;
/// 2. `answer-phrase`: what follows the last "final answer is", "answer is", "answer:" or "答案是", up
///    to the end of the formula, sentence or line; of a sentence that is no answer as a whole, what
///    follows its last "is", or else its last number;
/// 3. `whole-text`: the whole completion, if it is one word, a word and a name (`odd $n$`), one
///    line that reads as mathematics, or a formula with its condition ("for all ...", "where ...");
/// 4. `conclusion`: the only number of a last sentence that begins with "Therefore" or its like and
///    holds no formula;
/// 5. `last-formula`: the last formula between math delimiters;
/// 6. `last-number`: the last number.
///
/// Thoughts up to the last `</think>` are not searched. The last four rules are guesses, which a
/// completion that a token limit cut off is not searched for.
public record SoundExtractor() implements AnswerExtractor {
  private static final String THOUGHTS_END = "</think>";
  private static final String FINAL_ANSWER = "final answer is";
  private static final String PHRASE = "answer-phrase";
  private static final String IS = " is ";
  private static final int MAX_WHOLE = 400;
  private static final int MAX_WORD = 40;

  /// A property of a name, as in `odd $n$`.
  private static final Pattern WORD_AND_NAME = Pattern.compile("[a-z]{2,20} \\$[a-zA-Z]\\$");

  private static final int MAX_PARTS = 10_000;
  private static final List<String> PHRASES =
      List.of("final answer is", "answer is", "final answer:", "answer:", "答案是", "答案：");

  @Override
  public String name() {
    return "sound";
  }

  @Override
  public boolean readsThoughts() {
    return false;
  }

  @Override
  public Optional<ExtractedAnswer> extract(String completion) {
    int start = replyStart(completion);
    return extractFromCut(completion)
        .or(() -> wholeText(completion, start))
        .or(() -> SoundConclusions.find(completion, start))
        .or(() -> lastFormula(completion, start))
        .or(() -> Numbers.last(completion, start, completion.length(), "last-number"));
  }

  @Override
  public Optional<ExtractedAnswer> extractFromCut(String completion) {
    int start = replyStart(completion);
    Optional<ExtractedAnswer> boxed = boxed(completion, start);
    return boxed
        .flatMap(box -> finalAnswer(completion, box.end()))
        .or(() -> boxed)
        .or(() -> phrase(completion, start));
  }

  private static Optional<ExtractedAnswer> finalAnswer(String text, int boxEnd) {
    int at = text.lastIndexOf(FINAL_ANSWER);
    if (at < boxEnd) {
      return Optional.empty();
    }
    return Formulas.startingAt(text, skipPadding(text, at + FINAL_ANSWER.length()))
        .filter(formula -> Boxes.find(text.substring(formula.start(), formula.end())).isEmpty())
        .map(formula -> answer(text, "final-answer", formula.start(), formula.end()));
  }

  private static int replyStart(String completion) {
    int end = completion.lastIndexOf(THOUGHTS_END);
    return end < 0 ? 0 : end + THOUGHTS_END.length();
  }

  private static Optional<ExtractedAnswer> boxed(String text, int start) {
    return Boxes.find(text.substring(start))
        .map(
            boxes ->
                new ExtractedAnswer(
                    boxes.joined(), "last-boxed", start + boxes.start(), start + boxes.end()));
  }

  private static Optional<ExtractedAnswer> phrase(String text, int start) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      lower = text;
    }
    int from = -1;
    for (String phrase : PHRASES) {
      int at = lower.lastIndexOf(phrase);
      from = at >= start ? Math.max(from, at + phrase.length()) : from;
    }
    return from < 0 ? Optional.empty() : afterPhrase(text, from);
  }

  private static Optional<ExtractedAnswer> afterPhrase(String text, int from) {
    int start = skipPadding(text, from);
    Optional<Formulas.Formula> formula = Formulas.startingAt(text, start);
    if (formula.isPresent()) {
      return Optional.of(answer(text, PHRASE, formula.get().start(), formula.get().end()));
    }
    int end = sentenceEnd(text, start);
    return end == start ? Optional.empty() : Optional.of(fromSentence(text, start, end));
  }

  private static ExtractedAnswer fromSentence(String text, int start, int end) {
    ExtractedAnswer whole = answer(text, PHRASE, start, end);
    if (readable(whole.text())) {
      return whole;
    }
    int is = text.lastIndexOf(IS, end - IS.length());
    if (is >= start) {
      ExtractedAnswer rest = answer(text, PHRASE, is + IS.length(), end);
      if (readable(rest.text())) {
        return rest;
      }
    }
    return Numbers.last(text, start, end, PHRASE + "-number").orElse(whole);
  }

  private static Optional<ExtractedAnswer> wholeText(String text, int start) {
    ExtractedAnswer whole = answer(text, "whole-text", start, text.length());
    boolean brief = whole.text().length() <= MAX_WHOLE && whole.text().indexOf('\n') < 0;
    boolean formula =
        brief && readable(whole.text()) && (noLetters(whole.text()) || !prose(whole.text()));
    boolean answer =
        formula || oneWord(whole.text()) || WORD_AND_NAME.matcher(whole.text()).matches();
    return answer || (brief && SoundConclusions.isConditioned(whole.text()))
        ? Optional.of(whole)
        : Optional.empty();
  }

  private static boolean oneWord(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_WORD
        && text.chars().noneMatch(Character::isWhitespace)
        && text.chars().anyMatch(Character::isLetter);
  }

  private static boolean noLetters(String text) {
    return text.chars().noneMatch(Character::isLetter);
  }

  /// Returns whether words are part of what otherwise reads as mathematics.
  private static boolean prose(String text) {
    return Trees.contains(
        ReadAnswer.of(text).expression(), Expression.Quantity.class, new Budget(MAX_PARTS));
  }

  private static boolean readable(String text) {
    return text.length() <= MAX_WHOLE && !text.isBlank() && ReadAnswer.of(text).isMathematics();
  }

  private static int skipPadding(String text, int from) {
    int start = from;
    while (start < text.length() && isPadding(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isPadding(char character) {
    return Character.isWhitespace(character)
        || character == ':'
        || character == '*'
        || character == '：';
  }

  /// Returns the index at which the sentence or line ends: before a line end, a `**`, or a dot that
  /// ends the text or precedes white space.
  private static int sentenceEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && !text.startsWith("**", end)) {
      boolean dot = text.charAt(end) == '.' || text.charAt(end) == '。';
      boolean last = end + 1 == text.length() || Character.isWhitespace(text.charAt(end + 1));
      if (dot && last) {
        return end;
      }
      end++;
    }
    return end;
  }

  private static Optional<ExtractedAnswer> lastFormula(String text, int start) {
    return Formulas.last(text, start)
        .map(formula -> answer(text, "last-formula", formula.start(), formula.end()));
  }

  private static ExtractedAnswer answer(String text, String rule, int start, int end) {
    String raw = text.substring(start, end);
    String trimmed = raw.strip();
    int from = start + raw.indexOf(trimmed);
    return new ExtractedAnswer(trimmed, rule, from, from + trimmed.length());
  }
}
