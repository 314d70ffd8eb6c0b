package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.BLOCK;
import static assay.engine.kernels.Lanes.LANES;

import java.util.Arrays;

/// Multiplies some rows of a matrix, expanded to F32, by many tokens: prefill and batched decode.
///
/// Mutable, and owned by one worker's kernels: the panel is used again from call to call.
final class VectorPanel {
  /// Rows expanded at once in prefill: a block of them fits the second-level cache.
  static final int PANEL_ROWS = 30;

  /// Tokens that a panel is multiplied with before it goes on to its next block.
  private static final int PANEL_TOKENS = 48;

  /// The fewest tokens that are worth it.
  static final int LEAST_TOKENS = 4;

  private final float[] lanes = new float[LANES];
  private final VectorTile tile = new VectorTile();
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
    tile.of(weights, columns, batch);
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
    int t = token;
    for (int width : VectorTile.WIDTHS) {
      for (; t <= tokenEnd - width; t += width) {
        addTiles(firstRow, rows, t, width, column, length);
      }
    }
    for (; t < tokenEnd; t++) {
      for (int row = 0; row < rows; row++) {
        addSingle(firstRow, row, t, column, length);
      }
    }
  }

  private void addTiles(int firstRow, int rows, int token, int width, int column, int length) {
    int rowEnd = rows / VectorTile.ROWS * VectorTile.ROWS;
    for (int row = 0; row < rowEnd; row += VectorTile.ROWS) {
      addTile(firstRow + row, row, token, width, column, length);
    }
    for (int row = rowEnd; row < rows; row++) {
      for (int t = token; t < token + width; t++) {
        addSingle(firstRow, row, t, column, length);
      }
    }
  }

  private void addSingle(int firstRow, int row, int token, int column, int length) {
    out.data[out.start(token) + firstRow + row] +=
        DotProduct.ofArrays(
            weights, row * columns + column, x, input.start(token) + column, length, lanes);
  }

  /// Adds the products of three rows of the panel and `width` tokens over a block of columns.
  private void addTile(int outRow, int row, int token, int width, int column, int length) {
    float[] sums =
        tile.multiply(width, row * columns + column, input.start(token) + column, length);
    for (int i = 0; i < VectorTile.ROWS * width; i++) {
      out.data[out.start(token + i % width) + outRow + i / width] += sums[i];
    }
  }
}
