package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.BLOCK;
import static assay.engine.kernels.DotProduct.GROUP;
import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.fold;
import static assay.engine.kernels.Lanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Multiplies some rows of a matrix, expanded to F32, by many tokens: prefill and batched decode.
///
/// Mutable, and owned by one worker's kernels: the panel is used again from call to call.
final class VectorPanel {
  /// Rows expanded at once in prefill: a block of them fits the second-level cache.
  static final int PANEL_ROWS = 30;

  /// Tokens that a panel is multiplied with before it goes on to its next block.
  private static final int PANEL_TOKENS = 48;

  private static final int TILE_ROWS = 3;
  static final int TILE_TOKENS = 4;
  private static final int TILE = TILE_ROWS * TILE_TOKENS;

  private final float[] lanes = new float[2 * TILE * LANES];
  private final float[] sums = new float[TILE];
  // A stride that the compiler takes for a variable: it unrolls loops with a constant one, and
  // then runs out of registers for the accumulators, which costs half of the speed.
  private final int step = LANES;
  private Batch input = Batch.of(new float[0], 0); // [tokens, columns]
  private float[] x = {}; // those of the input
  private Batch out = input; // [tokens, source.rows]
  private int columns;
  private float[] weights = {}; // [PANEL_ROWS, columns]

  /// Fills `output[.., row]` for `rowFrom <= row < rowTo`.
  void multiply(Matrix source, int rowFrom, int rowTo, Batch batch, int tokens, Batch output) {
    input = batch;
    x = batch.data;
    out = output;
    columns = source.columns();
    if (weights.length < PANEL_ROWS * columns) {
      weights = new float[PANEL_ROWS * columns];
    }
    for (int row = rowFrom; row < rowTo; row += PANEL_ROWS) {
      multiplyPanel(source, row, Math.min(PANEL_ROWS, rowTo - row), tokens);
    }
  }

  private void multiplyPanel(Matrix source, int firstRow, int rows, int tokens) {
    for (int row = 0; row < rows; row++) {
      VectorWeights.expandRow(source, firstRow + row, weights, row * columns);
    }
    for (int token = 0; token < tokens; token += PANEL_TOKENS) {
      int tokenEnd = Math.min(tokens, token + PANEL_TOKENS);
      clear(firstRow, rows, token, tokenEnd);
      for (int column = 0; column < columns; column += BLOCK) {
        int length = Math.min(BLOCK, columns - column);
        multiplyBlock(firstRow, rows, token, tokenEnd, column, length);
      }
    }
  }

  private void clear(int firstRow, int rows, int token, int tokenEnd) {
    for (int t = token; t < tokenEnd; t++) {
      int start = out.start(t) + firstRow;
      Arrays.fill(out.data, start, start + rows, 0);
    }
  }

  private void multiplyBlock(
      int firstRow, int rows, int token, int tokenEnd, int column, int length) {
    int tileEnd = token + (tokenEnd - token) / TILE_TOKENS * TILE_TOKENS;
    int rowEnd = rows / TILE_ROWS * TILE_ROWS;
    for (int t = token; t < tileEnd; t += TILE_TOKENS) {
      for (int row = 0; row < rowEnd; row += TILE_ROWS) {
        addTile(firstRow, row, t, column, length);
      }
      for (int row = rowEnd; row < rows; row++) {
        for (int i = 0; i < TILE_TOKENS; i++) {
          addSingle(firstRow, row, t + i, column, length);
        }
      }
    }
    for (int t = tileEnd; t < tokenEnd; t++) {
      for (int row = 0; row < rows; row++) {
        addSingle(firstRow, row, t, column, length);
      }
    }
  }

  private void addSingle(int firstRow, int row, int token, int column, int length) {
    out.data[out.start(token) + firstRow + row] +=
        DotProduct.ofArrays(
            weights, row * columns + column, x, input.start(token) + column, length, lanes);
  }

  /// Adds the products of three rows and four tokens over a block of columns.
  private void addTile(int firstRow, int row, int token, int column, int length) {
    int w = row * columns + column;
    int v = input.start(token) + column;
    int evenColumns = length / (2 * GROUP) * GROUP + Math.min(GROUP, length % (2 * GROUP));
    tile(w, v, evenColumns, 0);
    tile(w + GROUP, v + GROUP, length - evenColumns, TILE * LANES);
    for (int i = 0; i < TILE * LANES; i += LANES) {
      load(lanes, i).add(load(lanes, i + TILE * LANES)).intoArray(lanes, i);
    }
    for (int i = 0; i < TILE; i++) {
      sums[i] = fold(lanes, i * LANES);
    }
    if (length % LANES != 0) {
      addRest(w, v, length);
    }
    for (int i = 0; i < TILE; i++) {
      int t = token + i % TILE_TOKENS;
      out.data[out.start(t) + firstRow + row + i / TILE_TOKENS] += sums[i];
    }
  }

  /// Adds the columns behind the last full vector to a tile's sums.
  private void addRest(int w, int v, int length) {
    for (int i = 0; i < TILE; i++) {
      int a = w + i / TILE_TOKENS * columns;
      int b = v + i % TILE_TOKENS * input.stride;
      for (int c = length - length % LANES; c < length; c++) {
        sums[i] = Math.fma(weights[a + c], x[b + c], sums[i]);
      }
    }
  }

  /// Sums three rows times four tokens over `count` columns in every second group. Twelve
  /// accumulators, three weights and an input fill the sixteen registers of AVX2.
  private void tile(int w, int v, int count, int result) {
    float[] a = weights;
    float[] b = x;
    int w1 = w + columns;
    int w2 = w1 + columns;
    int v1 = v + input.stride;
    int v2 = v1 + input.stride;
    int v3 = v2 + input.stride;
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
}
