package assay.scorers.math.sound;

import assay.scorers.math.sound.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/// The brackets that are open while an answer is split: in `(1,234)` the comma separates elements,
/// in `\frac{1,234}{5}` and outside all brackets it groups thousands.
final class GroupStack {
  private final Deque<Boolean> lists = new ArrayDeque<>();

  /// Returns whether the innermost open bracket is one whose elements commas separate.
  boolean insideList() {
    return !lists.isEmpty() && lists.peek();
  }

  /// Takes note of the next token.
  void follow(Kind kind, String text) {
    if (kind != Kind.SYMBOL) {
      return;
    }
    switch (text) {
      case "(", "[", "\\{" -> lists.push(true);
      case "{" -> lists.push(false);
      case "]" -> closeOrOpen();
      case ")", "\\}" -> close(true);
      case "}" -> close(false);
      default -> {}
    }
  }

  /// A bracket that closes nothing opens an interval as `]2,5[` does.
  private void closeOrOpen() {
    if (lists.isEmpty()) {
      lists.push(true);
    } else {
      close(true);
    }
  }

  private void close(boolean list) {
    if (!lists.isEmpty() && lists.peek() == list) {
      lists.pop();
    }
  }
}
