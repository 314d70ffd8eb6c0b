package assay.scorers.math.sound;

import assay.scorers.math.sound.Expression.Words;

/// The text of an answer as it was read.
///
/// @param content the text, taken out of its boxes
/// @param expression what it denotes; what is not mathematics is [Words]
record ReadAnswer(String content, Expression expression) {

  /// Reads the text of an answer.
  static ReadAnswer of(String text) {
    String content = Boxes.find(text).map(Boxes::joined).orElse(text);
    try {
      return new ReadAnswer(content, AnswerParser.parse(singleBackslashes(content.strip())));
    } catch (UnreadableException e) {
      return new ReadAnswer(content, new Words(TextForm.of(content)));
    }
  }

  /// Returns whether the text is mathematics.
  boolean isMathematics() {
    return !(expression instanceof Words);
  }

  /// Undoes the doubling of backslashes before commands; in a matrix a double backslash ends a row.
  private static String singleBackslashes(String text) {
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
