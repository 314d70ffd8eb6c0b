package assay.scorers.choice;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Formal answers in the languages of multilingual benchmarks, with the letters that some of them
/// use for options: `Antwort: C`, `答案是B`, `الجواب: ب`, `উত্তর: ব`, `Ìdáhùn: D`.
///
/// The words are those that openai/simple-evals looks for (`MULTILINGUAL_ANSWER_REGEXES` in its
/// `common.py`, commit 01ac108), with sentences of the same languages beside them.
final class ForeignAnswers {
  private static final Map<Character, Character> LETTERS =
      Map.ofEntries(
          Map.entry('أ', 'A'),
          Map.entry('ا', 'A'),
          Map.entry('ب', 'B'),
          Map.entry('ج', 'C'),
          Map.entry('د', 'D'),
          Map.entry('অ', 'A'),
          Map.entry('ক', 'A'),
          Map.entry('ব', 'B'),
          Map.entry('ড', 'C'),
          Map.entry('ঢ', 'D'));

  private static final List<String> WORDS =
      List.of(
          "উত্তর",
          "উত্তরঃ",
          "उत्तर",
          "antwort",
          "답변",
          "정답",
          "답",
          "答案",
          "答",
          "答复",
          "答曰",
          "الإجابة(?: النهائية| الصحيحة)?(?: هي)?",
          "إجابة",
          "الجواب(?: النهائي| الصحيح)?(?: هو)?",
          "respuesta",
          "risposta",
          "答え",
          "回答",
          "解答",
          "正解",
          "jawaban",
          "réponse",
          "resposta",
          "jibu",
          "idahun",
          "ìdáhùn",
          "idáhùn",
          "àmọ̀nà",
          "àdáhùn",
          "ànúgọ",
          "àṣàyàn",
          "ответ");

  private static final String LINK =
      "[\\s*]{0,4}(?:[:：.]|是|为|為|选项?|選|は|이|은|는|ist|es|est|è|é|है|হল|হলো|است)?[\\s*:：]{0,4}";

  /// A word, what links it to the letter, and the letter in group 1, perhaps in brackets.
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?iu)(?:(?:"
              + String.join("|", WORDS)
              + ")"
              + LINK
              + "|(?<![\\p{L}])ans(?:\\.|:|\\.:| is)\\s{0,3})"
              + "[(（\\[\"'「【*]{0,3}((?-i:[A-J])|[أابجدঅকবডঢ])(?![\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}]])");

  private ForeignAnswers() {}

  /// Words of the expression that are written in ASCII letters.
  private static final List<String> PLAIN =
      List.of("ans", "antw", "respu", "rispo", "jawab", "respo", "jibu", "idahun");

  /// Returns whether the text could hold such an answer, by one quick look.
  static boolean mayOccurIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("answer", "");
    return lower.chars().anyMatch(character -> character > 127)
        || PLAIN.stream().anyMatch(lower::contains);
  }

  /// Returns the letter of an answer that begins within the region of a matcher, or empty.
  static Optional<ForeignAnswer> next(Matcher matcher) {
    return matcher.find()
        ? Optional.of(new ForeignAnswer(letter(matcher.group(1).charAt(0)), matcher.start(1)))
        : Optional.empty();
  }

  /// Returns a matcher over a part of a text, for [#next].
  static Matcher in(CharSequence text, AnswerPart part) {
    return ANSWER.matcher(text).region(part.start(), part.end()).useTransparentBounds(true);
  }

  private static char letter(char written) {
    return LETTERS.getOrDefault(written, written);
  }

  /// A letter A to J and where it is written.
  record ForeignAnswer(char letter, int at) {}
}
