package assay.engine.model;

/// Divides sequences into groups of neighbours that begin with the same pages, so that as many
/// reads of pages as possible are saved: a group of `n` that has `c` pages in common saves `(n - 1)
/// * c`.
///
/// Mutable, and used by one thread for one step after the other, which leave no garbage.
final class FrontGroups {
  private final int[] shared; // [sequences], pages that one and the next both begin with
  private final int[] end; // [sequences], where a group that begins here ends
  private final int[] common; // [sequences], pages that all of that group begin with
  private final int[] saved; // [sequences + 1], reads saved from here on
  private int count;

  /// @param most sequences
  FrontGroups(int most) {
    shared = new int[most];
    end = new int[most];
    common = new int[most];
    saved = new int[most + 1];
  }

  /// Forgets all sequences.
  void clear() {
    count = 0;
  }

  /// Adds a sequence.
  ///
  /// @param pages that it and the one added before both begin with
  void add(int pages) {
    if (count > 0) {
      shared[count - 1] = pages;
    }
    count++;
  }

  /// Finds the best division, from the last sequence to the first.
  void divide() {
    saved[count] = 0;
    for (int first = count - 1; first >= 0; first--) {
      take(first, first + 1, 0);
      int pages = Integer.MAX_VALUE;
      for (int next = first + 1; next < count && pages > 0; next++) {
        pages = Math.min(pages, shared[next - 1]);
        if (pages * (next - first) + saved[next + 1] > saved[first]) {
          take(first, next + 1, pages);
        }
      }
    }
  }

  private void take(int first, int newEnd, int pages) {
    end[first] = newEnd;
    common[first] = pages;
    saved[first] = pages * (newEnd - first - 1) + saved[newEnd];
  }

  /// Returns where the group ends that begins with a sequence.
  int end(int first) {
    return end[first];
  }

  /// Returns how many pages all of the group begin with that begins with a sequence; 0 for one that
  /// is alone.
  int common(int first) {
    return common[first];
  }
}
