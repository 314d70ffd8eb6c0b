package assay.scorers.math.sound;

import assay.scorers.math.ExtractedAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Answers behind phrases such as "the answer is", in the languages that models answer in, and
/// behind the `####` of GSM8K.
///
/// @param reply what is searched
/// @param readable whether a text is mathematics as a whole
record AnswerPhrases(SearchedPart reply, Predicate<String> readable) {
  private static final String RULE = "answer-phrase";
  private static final String HASHES = "####";
  private static final String IS = " is ";
  private static final List<String> PHRASES =
      List.of(
          "answer is",
          "answer:",
          "ans:",
          "答案是",
          "答案为",
          "答案為",
          "答案:",
          "答案：",
          "答え:",
          "答え：",
          "答えは",
          "정답:",
          "정답은",
          "답:",
          "الجواب:",
          "الجواب هو",
          "الإجابة:",
          "الإجابة هي",
          "उत्तर:",
          "उत्तर है",
          "उत्तर",
          "উত্তর:",
          "ответ:",
          "antwort:",
          "antwort ist",
          "réponse :",
          "réponse:",
          "réponse est",
          "respuesta:",
          "respuesta es",
          "risposta:",
          "resposta:");

  /// Words of those languages between a value and the end of its sentence.
  private static final List<String> CLOSING = List.of("です", "である", "입니다", " है");

  /// What begins the reason for an answer, or an aside on it.
  private static final List<String> ASIDES =
      List.of(
          " because ",
          " since ",
          " as ",
          ", which ",
          ", so ",
          ", where ",
          ", not ",
          " (",
          " in the ",
          ", and not ",
          ", but ",
          "，",
          ", since ",
          ", because ");

  /// Returns what follows the last phrase, up to the end of its formula, sentence or line; of a
  /// sentence that is no answer as a whole, the claim before its reason, what follows its last
  /// "is", or its last number, unless it hedges.
  ///
  /// @param from index before which no phrase is looked for
  Optional<ExtractedAnswer> last(int from) {
    String text = reply.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      lower = text;
    }
    int found = -1;
    for (String phrase : PHRASES) {
      int at = lower.lastIndexOf(phrase);
      found = at >= from ? Math.max(found, at + phrase.length()) : found;
    }
    Optional<ExtractedAnswer> hashes = behindHashes(Math.max(from, found));
    int start = found;
    return hashes.or(() -> start < 0 ? Optional.empty() : behind(start));
  }

  private Optional<ExtractedAnswer> behindHashes(int from) {
    String text = reply.text();
    int at = text.lastIndexOf(HASHES);
    if (at < from || (at > 0 && text.charAt(at - 1) != '\n')) {
      return Optional.empty();
    }
    int end = text.indexOf('\n', at);
    return Optional.of(answer(at + HASHES.length(), end < 0 ? text.length() : end))
        .filter(line -> readable.test(line.text()));
  }

  private Optional<ExtractedAnswer> behind(int from) {
    String text = reply.text();
    int start = skipPadding(text, from);
    Optional<Formulas.Formula> formula = Formulas.startingAt(text, start);
    if (formula.isPresent()) {
      return Optional.of(answer(formula.get().start(), formula.get().end()));
    }
    int end = sentenceEnd(text, start);
    return end == start ? Optional.empty() : Optional.of(fromSentence(start, end));
  }

  private ExtractedAnswer fromSentence(int start, int end) {
    String text = reply.text();
    ExtractedAnswer whole = answer(start, end);
    int is = text.lastIndexOf(IS, end - IS.length());
    ExtractedAnswer rest = is >= start ? answer(is + IS.length(), end) : whole;
    for (ExtractedAnswer candidate : List.of(whole, answer(start, claimEnd(start, end)), rest)) {
      if (readable.test(candidate.text())) {
        return candidate;
      }
    }
    return Numbers.last(text, start, end, RULE + "-number")
        .filter(last -> !Hedges.surround(text, start, last.start(), last.end()))
        .orElse(whole);
  }

  /// Returns the index at which a reason or an aside begins, or the end.
  private int claimEnd(int start, int end) {
    int first = end;
    for (String aside : ASIDES) {
      int at = reply.text().indexOf(aside, start);
      first = at > start ? Math.min(first, at) : first;
    }
    for (String word : CLOSING) {
      int at = reply.text().lastIndexOf(word, end);
      first = at > start ? Math.min(first, at) : first;
    }
    return first;
  }

  private static int skipPadding(String text, int from) {
    int start = from;
    while (start < text.length() && isPadding(text.charAt(start))) {
      start++;
    }
    return start;
  }

  static boolean isPadding(char character) {
    return Character.isWhitespace(character) || ":*：".indexOf(character) >= 0;
  }

  /// Returns the index at which the sentence or line ends: before a line end, a `**`, or a full
  /// stop that ends the text or precedes white space.
  private static int sentenceEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && !text.startsWith("**", end)) {
      boolean stop = "。।".indexOf(text.charAt(end)) >= 0;
      boolean last = end + 1 == text.length() || Character.isWhitespace(text.charAt(end + 1));
      if (stop || (text.charAt(end) == '.' && last)) {
        return end;
      }
      end++;
    }
    return end;
  }

  private ExtractedAnswer answer(int start, int end) {
    return SearchedPart.answer(reply.text(), RULE, start, end);
  }
}
