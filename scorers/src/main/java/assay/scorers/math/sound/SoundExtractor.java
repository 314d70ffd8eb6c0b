package assay.scorers.math.sound;

import assay.scorers.math.AnswerExtractor;
import assay.scorers.math.ExtractedAnswer;
import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Trees;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the final answer of a completion, by the first of these rules that finds one:
/// 1. `last-boxed`: the last balanced `\boxed` or `\fbox`, with those joined to it; a formula
///    behind a later "final answer is" takes precedence, as `final-answer`;
/// 2. `answer-phrase`: what follows the last "answer is" or its like in another language
///    ([AnswerPhrases]);
/// 3. `whole-text`: the whole completion, if it is one word, a word and a name (`odd $n$`), one
///    line that reads as mathematics, or a formula with its condition ("for all ...", "where ...");
/// 4. `conclusion`: the only number of a last sentence that begins with "Therefore" or its like and
///    holds no formula;
/// 5. `last-formula`: the last formula between math delimiters;
/// 6. `last-number`: the last number.
///
/// Only the reply is searched ([SearchedPart]). A last box that never closes leaves only what is
/// said behind it. The last four rules are guesses, which a completion that a token limit cut off
/// is not searched for, and which give way to words that hedge ([Hedges]).
public record SoundExtractor() implements AnswerExtractor {
  private static final String FINAL_ANSWER = "final answer is";
  private static final int MAX_WHOLE = 400;
  private static final int MAX_WORD = 40;
  private static final int MAX_PARTS = 10_000;

  /// A property of a name, as in `odd $n$`.
  private static final Pattern WORD_AND_NAME = Pattern.compile("[a-z]{2,20} \\$[a-zA-Z]\\$");

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
    SearchedPart reply = SearchedPart.of(completion);
    return stated(reply).or(() -> openBox(reply) < 0 ? guessed(reply) : Optional.empty());
  }

  @Override
  public Optional<ExtractedAnswer> extractFromCut(String completion) {
    return stated(SearchedPart.of(completion));
  }

  private static Optional<ExtractedAnswer> stated(SearchedPart reply) {
    Optional<ExtractedAnswer> boxed = boxed(reply.text(), reply.start());
    int open = openBox(reply);
    AnswerPhrases phrases = new AnswerPhrases(reply, SoundExtractor::readable);
    return boxed
        .flatMap(box -> finalAnswer(reply.text(), box.end()))
        .or(() -> boxed)
        .or(() -> phrases.last(Math.max(reply.start(), open)));
  }

  private static Optional<ExtractedAnswer> guessed(SearchedPart reply) {
    String text = reply.text();
    int start = reply.start();
    return wholeText(text, start)
        .or(
            () ->
                SoundConclusions.find(text, start)
                    .or(() -> lastFormula(text, start))
                    .or(() -> Numbers.last(text, start, text.length(), "last-number"))
                    .filter(guess -> !Hedges.surround(text, start, guess.start(), guess.end())));
  }

  /// Returns the index of a last box that never closes, or -1.
  private static int openBox(SearchedPart reply) {
    int open = Boxes.openBox(reply.text().substring(reply.start()));
    return open < 0 ? -1 : reply.start() + open;
  }

  private static Optional<ExtractedAnswer> finalAnswer(String text, int boxEnd) {
    int at = text.lastIndexOf(FINAL_ANSWER);
    if (at < boxEnd) {
      return Optional.empty();
    }
    int start = at + FINAL_ANSWER.length();
    while (start < text.length() && AnswerPhrases.isPadding(text.charAt(start))) {
      start++;
    }
    return Formulas.startingAt(text, start)
        .filter(formula -> Boxes.find(text.substring(formula.start(), formula.end())).isEmpty())
        .map(formula -> SearchedPart.answer(text, "final-answer", formula.start(), formula.end()));
  }

  private static Optional<ExtractedAnswer> boxed(String text, int start) {
    return Boxes.findFilled(text.substring(start))
        .filter(boxes -> !Hedges.negate(text, start, start + boxes.command()))
        .map(
            boxes ->
                new ExtractedAnswer(
                    boxes.joined(), "last-boxed", start + boxes.start(), start + boxes.end()));
  }

  private static Optional<ExtractedAnswer> wholeText(String text, int start) {
    ExtractedAnswer whole = SearchedPart.answer(text, "whole-text", start, text.length());
    boolean brief =
        whole.text().length() <= MAX_WHOLE
            && whole.text().indexOf('\n') < 0
            && Boxes.find(whole.text()).isEmpty();
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

  private static Optional<ExtractedAnswer> lastFormula(String text, int start) {
    return Formulas.last(text, start)
        .map(formula -> SearchedPart.answer(text, "last-formula", formula.start(), formula.end()));
  }
}
