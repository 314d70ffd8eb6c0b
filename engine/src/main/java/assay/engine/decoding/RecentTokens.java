package assay.engine.decoding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// How often each token came among the last of a sequence. Mutable.
final class RecentTokens {
  private final int window;
  private final Deque<Integer> order = new ArrayDeque<>();
  private final Map<Integer, Integer> counts = new TreeMap<>();

  /// @param window how many of the last tokens count; empty counts all
  RecentTokens(OptionalInt window) {
    this.window = window.orElse(Integer.MAX_VALUE);
  }

  void add(int token) {
    order.addLast(token);
    counts.merge(token, 1, Integer::sum);
    if (order.size() > window) {
      counts.computeIfPresent(order.removeFirst(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// Shows each token that came, with its count.
  void forEach(BiConsumer<Integer, Integer> action) {
    counts.forEach(action);
  }
}
