package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.fold;
import static assay.engine.kernels.Lanes.load;

import jdk.incubator.vector.FloatVector;

/// The order in which [VectorKernels] sums the products of up to [#BLOCK] columns. Whatever expands
/// weights on the way keeps to the same order, so that its result is the same bits.
///
/// Vectors in even groups of [#GROUP] columns are accumulated in one register and those in odd
/// groups in another (two hide the latency of the multiply-add in decode, where a row has to stay
/// one stream for the prefetcher); both are added, the lanes are folded by [Lanes#fold], the
/// columns behind the last full vector follow one by one. `reduceLanes(ADD)` is not used: its order
/// differs between interpreted and compiled code.
final class DotProduct {
  /// Columns after which a sum is folded: four tokens and three rows of this many fit a first-level
  /// cache of 32 KiB. A whole number of blocks of each type.
  static final int BLOCK = 1024;

  /// Columns that go to one accumulator before the other has its turn: a Q8_0 block, and whole
  /// cache lines in each type.
  static final int GROUP = 32;

  private DotProduct() {}

  /// Multiplies two stretches of arrays.
  ///
  /// @param lanes overwritten from index 0, as many as a vector has
  static float ofArrays(float[] w, int wOffset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - 2 * GROUP; i += 2 * GROUP) {
      for (int j = 0; j < GROUP; j += LANES) {
        even = load(w, wOffset + i + j).fma(load(x, xOffset + i + j), even);
      }
      for (int j = GROUP; j < 2 * GROUP; j += LANES) {
        odd = load(w, wOffset + i + j).fma(load(x, xOffset + i + j), odd);
      }
    }
    for (; i <= length - LANES && i % (2 * GROUP) < GROUP; i += LANES) {
      even = load(w, wOffset + i).fma(load(x, xOffset + i), even);
    }
    for (; i <= length - LANES; i += LANES) {
      odd = load(w, wOffset + i).fma(load(x, xOffset + i), odd);
    }
    float sum = fold(even.add(odd), lanes);
    for (; i < length; i++) {
      sum = Math.fma(w[wOffset + i], x[xOffset + i], sum);
    }
    return sum;
  }
}
