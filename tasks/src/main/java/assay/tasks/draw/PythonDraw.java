package assay.tasks.draw;

import assay.scorers.choice.PythonRandom;

/// What Python's `random` draws from a population.
///
/// Source: CPython 3.12 `Lib/random.py`, `Random.sample`.
public final class PythonDraw {
  private PythonDraw() {}

  /// Returns the indices that `random.sample(range(population), count)` draws, in order.
  ///
  /// @param population how many there are
  /// @param count how many are drawn, at most the population
  public static int[] sample(PythonRandom random, int population, int count) {
    if (count < 0 || count > population) {
      throw new IllegalArgumentException(
          "cannot draw %d of %d without repetition".formatted(count, population));
    }
    return population <= poolLimit(count)
        ? fromPool(random, population, count)
        : besidesDrawn(random, population, count);
  }

  /// Up to this size Python copies the population, because that is smaller than a set of the drawn.
  private static int poolLimit(int count) {
    int limit = 21;
    if (count > 5) {
      int power = 1;
      while (power < 3 * count) {
        power *= 4;
      }
      limit += power;
    }
    return limit;
  }

  private static int[] fromPool(PythonRandom random, int population, int count) {
    int[] pool = new int[population];
    for (int i = 0; i < population; i++) {
      pool[i] = i;
    }
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      int at = random.below(population - i);
      drawn[i] = pool[at];
      pool[at] = pool[population - i - 1];
    }
    return drawn;
  }

  private static int[] besidesDrawn(PythonRandom random, int population, int count) {
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      do {
        drawn[i] = random.below(population);
      } while (contains(drawn, i, drawn[i]));
    }
    return drawn;
  }

  private static boolean contains(int[] drawn, int count, int index) {
    for (int i = 0; i < count; i++) {
      if (drawn[i] == index) {
        return true;
      }
    }
    return false;
  }
}
