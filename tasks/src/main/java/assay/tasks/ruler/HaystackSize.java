package assay.tasks.ruler;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/// How much text an item gets: the most with which a first draw fits, by bisection, and less where
/// a later draw does not.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `generate_samples` of `scripts/data/synthetic/niah.py`. Each look at a size draws an item, so
/// the looks are a part of the recipe.
record HaystackSize(int size, int step) {
  /// The script draws until an item fits, for ever where none can.
  private static final int MOST_DRAWS = 50;

  /// Returns the largest size that was found to fit, or the step where none was.
  ///
  /// @param step the smallest size
  /// @param estimate of the largest that could fit
  /// @param tokens of an item of that size and its answer
  /// @param room that there is
  static HaystackSize search(int step, int estimate, IntUnaryOperator tokens, int room) {
    int low = step;
    int high = Math.max(estimate, step * 2);
    int size = step;
    while (low <= high) {
      int middle = (low + high) / 2;
      if (tokens.applyAsInt(middle) <= room) {
        size = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return new HaystackSize(size, step);
  }

  /// Returns the first drawn item that fits, each try with less text.
  ///
  /// @param draw an item of a size
  Item fitting(IntFunction<Item> draw, Making making) {
    int used = size;
    int shortest = Integer.MAX_VALUE;
    for (int tries = 0; tries < MOST_DRAWS || used > step; tries++) {
      Item item = draw.apply(used);
      if (item.length() <= making.room()) {
        return item;
      }
      shortest = Math.min(shortest, item.length());
      if (used > step) {
        used -= step;
      }
    }
    throw making.tooShort(shortest + making.reserved());
  }
}
