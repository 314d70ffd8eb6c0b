package assay.tasks.draw;

import assay.scorers.choice.PythonRandom;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/// What Python's `random` draws from a population.
///
/// Source: CPython 3.12 `Lib/random.py`, `Random.sample`, `shuffle`, `choices` and `randint`; NumPy
/// 1.17 `RandomState.randint`.
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

  /// Puts a list into the order that `random.shuffle(list)` gives it.
  public static void shuffle(PythonRandom random, List<?> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.below(i + 1));
    }
  }

  /// Returns `"".join(random.choices(letters, k=count))`.
  public static String letters(PythonRandom random, String letters, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(letters.charAt((int) (share(random) * letters.length())));
    }
    return text.toString();
  }

  /// Returns `random.random()`: from 0 to below 1, in 53 bits.
  private static double share(PythonRandom random) {
    long high = random.bits(27);
    long low = random.bits(26);
    return (high * 0x1p26 + low) * 0x1p-53;
  }

  /// Returns `random.randint(least, most)`.
  public static int between(PythonRandom random, int least, int most) {
    return least + random.below(most - least + 1);
  }

  /// Returns `numpy.random.randint(least, end)`, which takes the lower bits of each number until
  /// they are small enough.
  ///
  /// @param numpy of [PythonRandom#ofNumpy(long)]
  /// @param end above all that are drawn
  public static int numpyBetween(PythonRandom numpy, int least, int end) {
    int most = end - 1 - least;
    int mask = most == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(most);
    int drawn;
    do {
      drawn = (int) numpy.bits(32) & mask;
    } while (drawn > most);
    return least + drawn;
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
    BitSet taken = new BitSet(population);
    for (int i = 0; i < count; i++) {
      do {
        drawn[i] = random.below(population);
      } while (taken.get(drawn[i]));
      taken.set(drawn[i]);
    }
    return drawn;
  }
}
