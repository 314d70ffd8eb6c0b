package assay.scorers.math;

/// Places in a text before all occurrences of some other text were deleted from it.
final class Deletion {
  private Deletion() {}

  /// Returns where the character at `index` of the shortened text stands in the original.
  static int startBefore(String original, String deleted, int index) {
    int at = 0;
    int remaining = index;
    for (int next = original.indexOf(deleted); next >= 0; next = original.indexOf(deleted, at)) {
      if (next - at > remaining) {
        return at + remaining;
      }
      remaining -= next - at;
      at = next + deleted.length();
    }
    return at + remaining;
  }

  /// Returns the end in the original of the span from `start` to `end` of the shortened text.
  static int endBefore(String original, String deleted, int start, int end) {
    return end == start
        ? startBefore(original, deleted, start)
        : startBefore(original, deleted, end - 1) + 1;
  }
}
