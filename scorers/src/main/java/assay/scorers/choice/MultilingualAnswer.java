package assay.scorers.choice;

import assay.results.Score;
import assay.scorers.PairGrader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The letter that simple-evals takes for MMLU in any of its languages: the text loses bold marks,
/// dollar signs and some LaTeX, then the first word for "answer" of a list that has a colon and a
/// letter behind it decides, and of that word the first place.
///
/// A small letter is handed on as it stands and is wrong. Thoughts are read like all else.
///
/// Source: openai/simple-evals at ee3b031, `common.py` (`MULTILINGUAL_ANSWER_REGEXES`,
/// `normalize_response`, `normalize_extracted_answer`) and `mmlu_eval.py`.
public record MultilingualAnswer() implements PairGrader {
  /// What is deleted, one after the other.
  private static final List<String> DELETED =
      List.of(
          "**",
          "$\\boxed{",
          "}$",
          "\\$",
          "$\\text{",
          "$",
          "\\mathrm{",
          "\\{",
          "\\text",
          "\\(",
          "\\mathbf{",
          "{",
          "\\boxed");

  /// In the original's order; `~` is white space of any length.
  private static final List<String> WORDS =
      List.of(
          "Answer~:",
          "Answer~:\u200b\u200b\u200b\u200b\u200b\u200b",
          "\u0989\u09a4\u09cd\u09a4\u09b0~:",
          "\u0909\u0924\u094d\u0924\u0930~:",
          "\u0989\u09a4\u09cd\u09a4\u09b0\u0983",
          "Antwort~:",
          "답변~:",
          "정답~:",
          "답~:",
          "答案~：",
          "答案~:",
          "答~：",
          "答~:",
          "答复~：",
          "答曰~：",
          "الإجابة:",
          "الجواب:",
          "إجابة:",
          "الإجابة النهائية:",
          "الإجابة الصحيحة:",
          "الإجابة الصحيحة هي:",
          "الإجابة هي:",
          "الجواب النهائي:",
          "Respuesta~:",
          "Risposta~:",
          "答え~:",
          "答え~：",
          "回答~:",
          "回答~：",
          "解答~:",
          "Jawaban~:",
          "Réponse~:",
          "Resposta~:",
          "Jibu~:",
          "Idahun~:",
          "Ìdáhùn~:",
          "Idáhùn~:",
          "A\u0300mọ\u0300na\u0300~:",
          "Àdáhùn~:",
          "A\u0300nu\u0301go\u0323~:",
          "Àṣàyàn~:");

  private static final List<Pattern> EXPRESSIONS =
      WORDS.stream().map(MultilingualAnswer::expression).toList();

  private static Pattern expression(String word) {
    return Pattern.compile(
        word.replace("~", "\\s*")
            + "[ \\t]*([A-D]|[\u0623-\u062f]|[\u0985\u09ac\u09a1\u09a2\uff21-\uff24])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  @Override
  public String name() {
    return "choice/simple-evals-mmlu";
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, answer.strip());
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    String text = completion;
    for (String part : DELETED) {
      text = text.replace(part, "");
    }
    for (Pattern expression : EXPRESSIONS) {
      Matcher matcher = expression.matcher(text);
      if (matcher.find()) {
        return verdict(target, latin(matcher.group(1)));
      }
    }
    return new Score.NoAnswer("no word for \"answer\" with a colon and a letter behind it");
  }

  /// Returns the letter that stands for A to D in Arabic, Bengali and in full width.
  private static String latin(String letter) {
    return switch (letter) {
      case "\u0623", "\u0985", "\uff21" -> "A";
      case "\u0628", "\u09ac", "\uff22" -> "B";
      case "\u062c", "\u09a1", "\uff23" -> "C";
      case "\u062f", "\u09a2", "\uff24" -> "D";
      default -> letter;
    };
  }

  private Score verdict(String target, String letter) {
    return letter.equals(target.strip())
        ? new Score.Correct(letter, name())
        : new Score.Wrong(letter, name(), "");
  }
}
