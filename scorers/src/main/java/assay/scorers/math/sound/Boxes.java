package assay.scorers.math.sound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The last balanced `\boxed{...}` or `\fbox{...}` (or what some models write for it) of a text,
/// with those before it that belong to the same answer: boxes joined by a few characters that hold
/// "and", "or", a comma or nothing. Where the last box never closes there is no answer, and no
/// earlier box is one.
///
/// @param contents what is in the boxes, in order; at least one
/// @param command index of the first box's command
/// @param start index of the first content
/// @param end index after the last content
record Boxes(List<String> contents, int command, int start, int end) {
  private static final List<String> COMMANDS =
      List.of("\\boxed", "\\fbox", "\\framebox", "\\beginboxed");
  private static final int MAX_JOINT = 16;
  private static final int MAX_PLACEHOLDER = 60;
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)(?:\\\\text\\{)?[\\s\\[<_.?…]*(?:\\\\[lc]?dots"
              + "|(?:insert |put |the |your |final |numerical |correct )*(?:answer|result"
              + "|solution)"
              + "(?: here)?)?[\\s\\]>_.?…]*\\}?");
  private static final Pattern SPACING =
      Pattern.compile("[\\s$,;{}]|\\\\(?:[\\[\\]()]|q?quad|text(?:bf)?|;|,| |!)?");

  /// What names the value in the next box, as in `and y_2 =`.
  private static final Pattern NAME =
      Pattern.compile("(?<![A-Za-z])[A-Za-z](?:_(?:\\w|\\{\\w{1,3}\\}))?\\s{0,3}=\\s{0,3}$");

  Boxes {
    contents = List.copyOf(contents);
  }

  private record Box(int command, int open, int close) {}

  /// Returns the boxes, or empty where the text has no balanced box.
  static Optional<Boxes> find(String text) {
    return last(text, box -> true);
  }

  /// Returns the boxes of a completion, in which one that is empty, or holds a placeholder such as
  /// "your answer", is none.
  static Optional<Boxes> findFilled(String text) {
    return last(text, box -> !isPlaceholder(text.substring(box.open() + 1, box.close())));
  }

  private static Optional<Boxes> last(String text, Predicate<Box> counts) {
    List<Box> answer = new ArrayList<>();
    if (openBox(text) >= 0) {
      return Optional.empty();
    }
    for (Box box : all(text).stream().filter(counts).toList()) {
      if (!answer.isEmpty()
          && !joins(text.substring(answer.getLast().close() + 1, box.command()))) {
        answer.clear();
      }
      answer.add(box);
    }
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    List<String> contents =
        answer.stream().map(box -> text.substring(box.open() + 1, box.close())).distinct().toList();
    Box first = answer.getFirst();
    return Optional.of(
        new Boxes(contents, first.command(), first.open() + 1, answer.getLast().close()));
  }

  /// Returns the contents as one answer.
  String joined() {
    return String.join(", ", contents);
  }

  /// Returns the index of the last box command if its brace never closes, or -1.
  static int openBox(String text) {
    int[] closing = closings(text);
    for (int at = text.lastIndexOf('\\'); at >= 0; at = text.lastIndexOf('\\', at - 1)) {
      int open = open(text, at);
      if (open >= 0) {
        return closing[open] < 0 ? at : -1;
      }
    }
    return -1;
  }

  private static List<Box> all(String text) {
    List<Box> boxes = new ArrayList<>();
    int[] closing = closings(text);
    int at = text.indexOf('\\');
    while (at >= 0) {
      int open = open(text, at);
      int close = open < 0 ? -1 : closing[open];
      if (close >= 0) {
        boxes.add(new Box(at, open, close));
      }
      at = text.indexOf('\\', close >= 0 ? close : at + 1);
    }
    return boxes;
  }

  /// Returns the index of the brace that a box command at the index opens, or -1.
  private static int open(String text, int at) {
    for (String command : COMMANDS) {
      if (text.startsWith(command, at)) {
        int open = at + command.length();
        while (open < text.length() && text.charAt(open) == ' ') {
          open++;
        }
        return text.startsWith("{", open) ? open : -1;
      }
    }
    return -1;
  }

  /// Returns for each opening brace the index of the brace that closes it, or -1; escaped braces
  /// are characters of a set.
  private static int[] closings(String text) {
    int[] closing = new int[text.length()];
    Arrays.fill(closing, -1);
    Deque<Integer> open = new ArrayDeque<>();
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '{') {
        open.push(index);
      } else if (character == '}' && !open.isEmpty()) {
        closing[open.pop()] = index;
      }
      index += character == '\\' ? 1 : 0;
    }
    return closing;
  }

  private static boolean isPlaceholder(String content) {
    return content.length() <= MAX_PLACEHOLDER && PLACEHOLDER.matcher(content).matches();
  }

  private static boolean joins(String between) {
    if (between.length() > 2 * MAX_JOINT || between.contains("\n\n")) {
      return false;
    }
    String words = SPACING.matcher(NAME.matcher(between).replaceFirst("")).replaceAll("");
    boolean sentence = words.contains(".") || words.chars().anyMatch(Character::isDigit);
    boolean joint = words.isEmpty() || words.contains("and") || words.contains("or");
    return words.length() <= MAX_JOINT && !sentence && joint;
  }
}
