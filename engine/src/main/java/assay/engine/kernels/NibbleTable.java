package assay.engine.kernels;

import static assay.engine.kernels.Lanes.INTS;
import static assay.engine.kernels.Lanes.LANES;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.IntVector;

/// A table of sixteen whole numbers in as many vectors as that takes: one, two or four. Parts that
/// the machine's width has no need for repeat the first.
///
/// A record because the compiler takes the components of a constant record for constants.
record NibbleTable(IntVector first, IntVector second, IntVector third, IntVector fourth) {
  private static final int SIZE = 16;

  static NibbleTable of(int[] numbers) {
    return new NibbleTable(part(numbers, 0), part(numbers, 1), part(numbers, 2), part(numbers, 3));
  }

  private static IntVector part(int[] numbers, int index) {
    return IntVector.fromArray(INTS, numbers, index * LANES % SIZE);
  }

  /// Returns the numbers at these indexes, from 0 to 15.
  IntVector at(IntVector indexes) {
    if (LANES == SIZE) {
      return indexes.selectFrom(first);
    }
    IntVector inPart = indexes.and(LANES - 1);
    IntVector low =
        inPart.selectFrom(first).blend(inPart.selectFrom(second), indexes.compare(GE, LANES));
    if (LANES == SIZE / 2) {
      return low;
    }
    IntVector high =
        inPart.selectFrom(fourth).blend(inPart.selectFrom(third), indexes.compare(LT, 3 * LANES));
    return low.blend(high, indexes.compare(GE, 2 * LANES));
  }
}
