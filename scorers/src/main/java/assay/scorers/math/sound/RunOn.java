package assay.scorers.math.sound;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a reply ends that a model ran on from, into a problem or turn that nobody asked for.
/// - An end token, and a line that gives the turn to the user, end every reply that has begun.
/// - A heading such as `Question:` ends one that has stated an answer before; without one, only
///   behind a blank line and a paragraph with a number in it. A reply may restate its problem
///   first.
///
/// Bold headings are the reply's own. All scans are linear.
final class RunOn {
  private static final List<String> END_TOKENS =
      List.of(
          "<|endoftext|>",
          "<|im_end|>",
          "<|im_start|>",
          "<|eot_id|>",
          "<|end_of_text|>",
          "<|start_header_id|>",
          "<|end|>",
          "<|return|>",
          "<|user|>",
          "<|start|>",
          "<end_of_turn>",
          "<start_of_turn>",
          "<eos>",
          "</s>",
          "[INST]",
          "<｜end▁of▁sentence｜>",
          "<｜User｜>");
  private static final Pattern TURN =
      Pattern.compile(
          "(?m)^(?:(?:Human|User|HUMAN|USER):|(?:user|human|assistant)[ \\t]*$"
              + "|#{2,4} ?(?:Instruction|Human|User|Input)\\b)");
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(?m)^(?:#{2,4} ?)?(?:Question|Problem|Exercise|Q)(?: ?\\d{1,4})? ?[:.]"
              + "|^(?:问题|题目|問題)[:：]");
  private static final List<String> STATED =
      List.of("\\boxed", "\\fbox", "answer is", "answer:", "####", "答案", "答え", "<answer>");

  private RunOn() {}

  /// Returns the index at which the reply that begins at an index ends.
  static int end(String text, int start) {
    int begun = start;
    while (begun < text.length() && Character.isWhitespace(text.charAt(begun))) {
      begun++;
    }
    int end = text.length();
    for (String token : END_TOKENS) {
      int at = text.indexOf(token, begun + 1);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    Matcher turn = TURN.matcher(text).region(begun, end);
    while (turn.find()) {
      if (turn.start() > begun) {
        end = turn.start();
        break;
      }
    }
    return beforeProblem(text, begun, end);
  }

  private static int beforeProblem(String text, int begun, int end) {
    int stated = firstStatement(text, begun);
    Matcher heading = PROBLEM.matcher(text).region(begun, end);
    while (heading.find()) {
      int at = heading.start();
      if (at > begun && (at > stated || followsValue(text, begun, at))) {
        return at;
      }
    }
    return end;
  }

  private static int firstStatement(String text, int begun) {
    String lower = text.toLowerCase(Locale.ROOT);
    int first = Integer.MAX_VALUE;
    for (String phrase : STATED) {
      int at = lower.indexOf(phrase, begun);
      first = at >= 0 ? Math.min(first, at) : first;
    }
    return first;
  }

  /// Returns whether a blank line precedes the index, and before it a line with a number that ends
  /// as a sentence or a formula does.
  private static boolean followsValue(String text, int begun, int at) {
    String before = text.substring(begun, at);
    String written = before.stripTrailing();
    boolean blankLine =
        before.substring(written.length()).chars().filter(c -> c == '\n').count() > 1;
    String line = written.substring(written.lastIndexOf('\n') + 1);
    boolean ended = line.endsWith(".") || line.endsWith("$") || line.matches(".*[\\d%)\\]]");
    return blankLine && ended && line.chars().anyMatch(Character::isDigit);
  }
}
