package assay.engine.schedule;

import java.util.ArrayList;
import java.util.List;

/// Sequences in the order in which their requests arrived; of one request, in the order in which
/// they were put here.
///
/// Mutable, and used by one thread. Going through it by index allocates nothing.
final class Line {
  private final List<Sequence> sequences = new ArrayList<>();

  int size() {
    return sequences.size();
  }

  Sequence get(int index) {
    return sequences.get(index);
  }

  boolean isEmpty() {
    return sequences.isEmpty();
  }

  /// Puts a sequence behind all that came before it or with it.
  void put(Sequence sequence) {
    int at = sequences.size();
    while (at > 0 && sequences.get(at - 1).arrival > sequence.arrival) {
      at--;
    }
    sequences.add(at, sequence);
  }

  void remove(Sequence sequence) {
    sequences.remove(sequence);
  }

  Sequence remove(int index) {
    return sequences.remove(index);
  }

  Sequence last() {
    return sequences.getLast();
  }
}
