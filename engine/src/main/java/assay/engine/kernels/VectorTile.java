package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.GROUP;
import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.fold;
import static assay.engine.kernels.Lanes.load;

import jdk.incubator.vector.FloatVector;

/// Multiplies three rows by four or eight tokens at once, so that what is loaded is used several
/// times. Each of the sums is in the order of [DotProduct].
///
/// Mutable, and owned by one worker's kernels.
final class VectorTile {
  static final int ROWS = 3;

  /// Tokens of a tile, the most first. Eight need more than the sixteen registers of AVX2.
  static final int[] WIDTHS = LANES == 16 ? new int[] {8, 4} : new int[] {4};

  private static final int SUMS = ROWS * WIDTHS[0];

  private final float[] lanes = new float[2 * SUMS * LANES];
  private final float[] sums = new float[SUMS];
  // A stride that the compiler takes for a variable: it unrolls loops with a constant one, and
  // then runs out of registers for the accumulators, which costs half of the speed.
  private final int step = LANES;
  private float[] weights = {}; // [rows, columns]
  private int columns;
  private float[] x = {}; // those of the tokens
  private int stride; // from one token to the next

  /// Sets what is multiplied from now on.
  void of(float[] newWeights, int newColumns, Batch tokens) {
    weights = newWeights;
    columns = newColumns;
    x = tokens.data;
    stride = tokens.stride;
  }

  /// Multiplies `length` columns of three rows, at `weights[w]` and following, by those of `width`
  /// tokens, at `x[v]` and following.
  ///
  /// @return `[ROWS, width]`; the array is used again
  float[] multiply(int width, int w, int v, int length) {
    int tile = ROWS * width;
    int evenColumns = length / (2 * GROUP) * GROUP + Math.min(GROUP, length % (2 * GROUP));
    accumulate(width, w, v, evenColumns, 0);
    accumulate(width, w + GROUP, v + GROUP, length - evenColumns, tile * LANES);
    for (int i = 0; i < tile * LANES; i += LANES) {
      load(lanes, i).add(load(lanes, i + tile * LANES)).intoArray(lanes, i);
    }
    for (int i = 0; i < tile; i++) {
      sums[i] = fold(lanes, i * LANES);
    }
    if (length % LANES != 0) {
      addRest(width, w, v, length);
    }
    return sums;
  }

  /// Adds the columns behind the last full vector to a tile's sums.
  private void addRest(int width, int w, int v, int length) {
    for (int i = 0; i < ROWS * width; i++) {
      int a = w + i / width * columns;
      int b = v + i % width * stride;
      for (int c = length - length % LANES; c < length; c++) {
        sums[i] = Math.fma(weights[a + c], x[b + c], sums[i]);
      }
    }
  }

  private void accumulate(int width, int w, int v, int count, int result) {
    if (width == 4) {
      fourTokens(w, v, count, result);
    } else {
      eightTokens(w, v, count, result);
    }
  }

  /// Sums three rows times four tokens over `count` columns in every second group. Twelve
  /// accumulators, three weights and an input fill the sixteen registers of AVX2.
  private void fourTokens(int w, int v, int count, int result) {
    float[] a = weights;
    float[] b = x;
    int w1 = w + columns;
    int w2 = w1 + columns;
    int v1 = v + stride;
    int v2 = v1 + stride;
    int v3 = v2 + stride;
    FloatVector sum00 = FloatVector.zero(FLOATS);
    FloatVector sum01 = FloatVector.zero(FLOATS);
    FloatVector sum02 = FloatVector.zero(FLOATS);
    FloatVector sum03 = FloatVector.zero(FLOATS);
    FloatVector sum10 = FloatVector.zero(FLOATS);
    FloatVector sum11 = FloatVector.zero(FLOATS);
    FloatVector sum12 = FloatVector.zero(FLOATS);
    FloatVector sum13 = FloatVector.zero(FLOATS);
    FloatVector sum20 = FloatVector.zero(FLOATS);
    FloatVector sum21 = FloatVector.zero(FLOATS);
    FloatVector sum22 = FloatVector.zero(FLOATS);
    FloatVector sum23 = FloatVector.zero(FLOATS);
    for (int c = 0; c <= count - LANES; c += step) {
      int i = c + (c & -GROUP); // skips every second group
      FloatVector weight0 = load(a, w + i);
      FloatVector weight1 = load(a, w1 + i);
      FloatVector weight2 = load(a, w2 + i);
      FloatVector input = load(b, v + i);
      sum00 = weight0.fma(input, sum00);
      sum10 = weight1.fma(input, sum10);
      sum20 = weight2.fma(input, sum20);
      input = load(b, v1 + i);
      sum01 = weight0.fma(input, sum01);
      sum11 = weight1.fma(input, sum11);
      sum21 = weight2.fma(input, sum21);
      input = load(b, v2 + i);
      sum02 = weight0.fma(input, sum02);
      sum12 = weight1.fma(input, sum12);
      sum22 = weight2.fma(input, sum22);
      input = load(b, v3 + i);
      sum03 = weight0.fma(input, sum03);
      sum13 = weight1.fma(input, sum13);
      sum23 = weight2.fma(input, sum23);
    }
    sum00.intoArray(lanes, result);
    sum01.intoArray(lanes, result + LANES);
    sum02.intoArray(lanes, result + 2 * LANES);
    sum03.intoArray(lanes, result + 3 * LANES);
    sum10.intoArray(lanes, result + 4 * LANES);
    sum11.intoArray(lanes, result + 5 * LANES);
    sum12.intoArray(lanes, result + 6 * LANES);
    sum13.intoArray(lanes, result + 7 * LANES);
    sum20.intoArray(lanes, result + 8 * LANES);
    sum21.intoArray(lanes, result + 9 * LANES);
    sum22.intoArray(lanes, result + 10 * LANES);
    sum23.intoArray(lanes, result + 11 * LANES);
  }

  /// The same for eight tokens: 24 accumulators, three weights and an input. Eleven loads for 24
  /// multiply-adds, where four tokens take seven for twelve.
  private void eightTokens(int w, int v, int count, int result) {
    float[] a = weights;
    float[] b = x;
    int w1 = w + columns;
    int w2 = w1 + columns;
    int v1 = v + stride;
    int v2 = v1 + stride;
    int v3 = v2 + stride;
    int v4 = v3 + stride;
    int v5 = v4 + stride;
    int v6 = v5 + stride;
    int v7 = v6 + stride;
    FloatVector sum00 = FloatVector.zero(FLOATS);
    FloatVector sum01 = FloatVector.zero(FLOATS);
    FloatVector sum02 = FloatVector.zero(FLOATS);
    FloatVector sum03 = FloatVector.zero(FLOATS);
    FloatVector sum04 = FloatVector.zero(FLOATS);
    FloatVector sum05 = FloatVector.zero(FLOATS);
    FloatVector sum06 = FloatVector.zero(FLOATS);
    FloatVector sum07 = FloatVector.zero(FLOATS);
    FloatVector sum10 = FloatVector.zero(FLOATS);
    FloatVector sum11 = FloatVector.zero(FLOATS);
    FloatVector sum12 = FloatVector.zero(FLOATS);
    FloatVector sum13 = FloatVector.zero(FLOATS);
    FloatVector sum14 = FloatVector.zero(FLOATS);
    FloatVector sum15 = FloatVector.zero(FLOATS);
    FloatVector sum16 = FloatVector.zero(FLOATS);
    FloatVector sum17 = FloatVector.zero(FLOATS);
    FloatVector sum20 = FloatVector.zero(FLOATS);
    FloatVector sum21 = FloatVector.zero(FLOATS);
    FloatVector sum22 = FloatVector.zero(FLOATS);
    FloatVector sum23 = FloatVector.zero(FLOATS);
    FloatVector sum24 = FloatVector.zero(FLOATS);
    FloatVector sum25 = FloatVector.zero(FLOATS);
    FloatVector sum26 = FloatVector.zero(FLOATS);
    FloatVector sum27 = FloatVector.zero(FLOATS);
    for (int c = 0; c <= count - LANES; c += step) {
      int i = c + (c & -GROUP);
      FloatVector weight0 = load(a, w + i);
      FloatVector weight1 = load(a, w1 + i);
      FloatVector weight2 = load(a, w2 + i);
      FloatVector input = load(b, v + i);
      sum00 = weight0.fma(input, sum00);
      sum10 = weight1.fma(input, sum10);
      sum20 = weight2.fma(input, sum20);
      input = load(b, v1 + i);
      sum01 = weight0.fma(input, sum01);
      sum11 = weight1.fma(input, sum11);
      sum21 = weight2.fma(input, sum21);
      input = load(b, v2 + i);
      sum02 = weight0.fma(input, sum02);
      sum12 = weight1.fma(input, sum12);
      sum22 = weight2.fma(input, sum22);
      input = load(b, v3 + i);
      sum03 = weight0.fma(input, sum03);
      sum13 = weight1.fma(input, sum13);
      sum23 = weight2.fma(input, sum23);
      input = load(b, v4 + i);
      sum04 = weight0.fma(input, sum04);
      sum14 = weight1.fma(input, sum14);
      sum24 = weight2.fma(input, sum24);
      input = load(b, v5 + i);
      sum05 = weight0.fma(input, sum05);
      sum15 = weight1.fma(input, sum15);
      sum25 = weight2.fma(input, sum25);
      input = load(b, v6 + i);
      sum06 = weight0.fma(input, sum06);
      sum16 = weight1.fma(input, sum16);
      sum26 = weight2.fma(input, sum26);
      input = load(b, v7 + i);
      sum07 = weight0.fma(input, sum07);
      sum17 = weight1.fma(input, sum17);
      sum27 = weight2.fma(input, sum27);
    }
    sum00.intoArray(lanes, result);
    sum01.intoArray(lanes, result + LANES);
    sum02.intoArray(lanes, result + 2 * LANES);
    sum03.intoArray(lanes, result + 3 * LANES);
    sum04.intoArray(lanes, result + 4 * LANES);
    sum05.intoArray(lanes, result + 5 * LANES);
    sum06.intoArray(lanes, result + 6 * LANES);
    sum07.intoArray(lanes, result + 7 * LANES);
    sum10.intoArray(lanes, result + 8 * LANES);
    sum11.intoArray(lanes, result + 9 * LANES);
    sum12.intoArray(lanes, result + 10 * LANES);
    sum13.intoArray(lanes, result + 11 * LANES);
    sum14.intoArray(lanes, result + 12 * LANES);
    sum15.intoArray(lanes, result + 13 * LANES);
    sum16.intoArray(lanes, result + 14 * LANES);
    sum17.intoArray(lanes, result + 15 * LANES);
    sum20.intoArray(lanes, result + 16 * LANES);
    sum21.intoArray(lanes, result + 17 * LANES);
    sum22.intoArray(lanes, result + 18 * LANES);
    sum23.intoArray(lanes, result + 19 * LANES);
    sum24.intoArray(lanes, result + 20 * LANES);
    sum25.intoArray(lanes, result + 21 * LANES);
    sum26.intoArray(lanes, result + 22 * LANES);
    sum27.intoArray(lanes, result + 23 * LANES);
  }
}
