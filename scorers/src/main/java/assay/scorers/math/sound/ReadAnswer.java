package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Words;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.sound.Families.Family;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of an answer as it was read.
///
/// @param content the text, taken out of its boxes
/// @param expression what it denotes; what is not mathematics is [Words]
record ReadAnswer(String content, Expression expression) {
  /// Longer answers are text.
  private static final int MAX_LENGTH = 50_000;

  private static final Pattern TEXT_GROUP =
      Pattern.compile("\\\\(?:text|textbf|textrm|mathrm|mbox)\\{([^{}]{0,80})\\}");

  /// Reads the text of an answer, whatever its typesetting.
  static ReadAnswer of(String text) {
    String content = Typesetting.plain(Boxes.find(text).map(Boxes::joined).orElse(text).strip());
    return Bases.read(content)
        .map(number -> new ReadAnswer(content, number))
        .orElseGet(() -> inNotation(content));
  }

  /// Reads an answer that is written in the notation of the parsers and the spellings known to
  /// them.
  static ReadAnswer inNotation(String text) {
    String content = Boxes.find(text).map(Boxes::joined).orElse(text).strip();
    if (content.length() > MAX_LENGTH || isShortWord(Spelling.plain(content))) {
      return new ReadAnswer(content, new Words(TextForm.of(content)));
    }
    try {
      return new ReadAnswer(
          content, AnswerParser.parse(singleBackslashes(Spelling.plain(content))));
    } catch (UnreadableException e) {
      return new ReadAnswer(content, new Words(TextForm.of(content)));
    }
  }

  /// Returns whether the text is three letters and nothing else. As a product, "cat" would equal
  /// "act".
  private static boolean isShortWord(String text) {
    boolean named = Notation.WORDS.containsKey(text) || Functions.isPrefix(text);
    return text.length() == 3 && !named && text.chars().allMatch(Character::isLetter);
  }

  /// Returns whether the text is mathematics.
  boolean isMathematics() {
    return !(expression instanceof Words);
  }

  /// Returns the answer as a family, if it says what its parameter stands for.
  Optional<Family> family() {
    return Families.stated(content);
  }

  /// Returns the value that a sentence states, or this answer where it is no such sentence.
  ReadAnswer stated() {
    return isMathematics()
        ? this
        : Statements.value(
                TEXT_GROUP.matcher(content).replaceAll("$1 "),
                text -> ReadAnswer.of(text).isMathematics())
            .map(ReadAnswer::of)
            .orElse(this);
  }

  /// Undoes the doubling of backslashes before commands; in a matrix, unless all of it is doubled,
  /// a double backslash ends a row.
  private static String singleBackslashes(String text) {
    if (text.contains("\\\\begin")) {
      return text.replace("\\\\", "\\");
    }
    if (text.contains("\\begin") || !text.contains("\\\\")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int index = 0; index < text.length(); index++) {
      boolean doubled =
          text.startsWith("\\\\", index)
              && index + 2 < text.length()
              && Character.isLetter(text.charAt(index + 2));
      index += doubled ? 1 : 0;
      out.append(text.charAt(index));
    }
    return out.toString();
  }
}
