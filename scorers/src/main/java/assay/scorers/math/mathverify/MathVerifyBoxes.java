package assay.scorers.math.mathverify;

import assay.scorers.math.ExtractedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The last `\boxed{}` or `\fbox{}` of a text, with those before it that stand close, or that a
/// comma, semicolon, "and" or "or" joins to it; equal neighbours count once.
///
/// Source: latex2sympy2_extended 1.11.0, `math_normalization.py`, `extract_boxed_content`.
final class MathVerifyBoxes {
  private static final int CLOSE = 10;
  private static final int JOINED = 70;
  private static final int MAX_BOXES = 1000;
  private static final Pattern SEPARATOR = Pattern.compile("\\b(?:and|or)\\b|,|;");

  private MathVerifyBoxes() {}

  /// Returns the content of the boxes, joined by commas, or empty where there is none.
  static Optional<ExtractedAnswer> find(String text) {
    List<String> contents = new ArrayList<>();
    int start = text.length();
    int end = -1;
    int next = text.length();
    int boxed = text.length();
    int fbox = text.length();
    while (contents.size() < MAX_BOXES) {
      boxed = boxed >= next ? text.lastIndexOf("\\boxed", next - 1) : boxed;
      fbox = fbox >= next ? text.lastIndexOf("\\fbox", next - 1) : fbox;
      int at = Math.max(boxed, fbox);
      int open = at < 0 || next == 0 ? -1 : opening(text, at);
      int close = open < 0 ? -1 : closing(text, open, next);
      if (close < 0) {
        return answer(contents, start, end).or(() -> unclosed(text, open));
      }
      String content = text.substring(open + 1, close).strip();
      if (!contents.isEmpty() && !joins(text.substring(close + 1, next), content, contents)) {
        break;
      }
      if (contents.isEmpty() || !contents.getFirst().equals(content)) {
        contents.addFirst(content);
      }
      start = open + 1;
      end = Math.max(end, close);
      next = at;
    }
    return answer(contents, start, end);
  }

  private static Optional<ExtractedAnswer> answer(List<String> contents, int start, int end) {
    return contents.isEmpty()
        ? Optional.empty()
        : Optional.of(new ExtractedAnswer(String.join(",", contents), "boxed", start, end));
  }

  /// An unclosed last box reaches to the end; its brace stays, which no reader accepts.
  private static Optional<ExtractedAnswer> unclosed(String text, int open) {
    boolean braced = open >= 0 && text.indexOf('}', open) > open;
    return braced
        ? Optional.of(new ExtractedAnswer(text.substring(open), "boxed", open, text.length()))
        : Optional.empty();
  }

  private static boolean joins(String between, String content, List<String> contents) {
    return between.length() < CLOSE
        || (!contents.getFirst().equals(content)
            && between.length() < JOINED
            && SEPARATOR.matcher(between).find());
  }

  private static int opening(String text, int at) {
    int open = at + (text.startsWith("\\boxed", at) ? "\\boxed".length() : "\\fbox".length());
    while (open < text.length() && Character.isWhitespace(text.charAt(open))) {
      open++;
    }
    return text.startsWith("{", open) ? open : -1;
  }

  private static int closing(String text, int open, int limit) {
    int depth = 0;
    for (int at = open; at < limit; at++) {
      depth += text.charAt(at) == '{' ? 1 : 0;
      depth -= text.charAt(at) == '}' ? 1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }
}
