package assay.engine.kernels;

import assay.engine.kernels.AttentionProduct.Form;
import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Attention in machine code, in the steps of [VectorScores] and [VectorSums] with vectors of 512
/// bits, and with the same bits as a result.
final class AttentionCode {
  private static final int LANES = InstructionSet.AVX512.rows();
  private static final int ROWS = AttentionProduct.MOST_ROWS;
  private static final int VECTORS = AttentionProduct.MOST_VECTORS;
  private static final long SCORES_BYTES = (long) AttentionTile.POSITIONS * Float.BYTES;

  private final List<MemorySegment> scores; // [rows]
  private final List<MemorySegment> sums; // [rows, vectors]
  private final List<MemorySegment> parts; // [rows], sums of what is less than a vector
  private final MemorySegment fold;

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  AttentionCode(Arena arena) {
    List<byte[]> codes = new ArrayList<>();
    for (int rows = 1; rows <= ROWS; rows++) {
      codes.add(AttentionProduct.code(rows, VECTORS, Form.SCORES));
    }
    for (int rows = 1; rows <= ROWS; rows++) {
      for (int vectors = 1; vectors <= VECTORS; vectors++) {
        codes.add(AttentionProduct.code(rows, vectors, Form.SUMS));
      }
    }
    for (int rows = 1; rows <= ROWS; rows++) {
      codes.add(AttentionProduct.code(rows, 1, Form.PARTIAL_SUMS));
    }
    codes.add(AttentionFold.code());
    List<MemorySegment> functions = CodeSpace.load(codes, arena);
    scores = functions.subList(0, ROWS);
    int firstPart = functions.size() - 1 - ROWS;
    sums = functions.subList(ROWS, firstPart);
    parts = functions.subList(firstPart, functions.size() - 1);
    fold = functions.getLast();
  }

  void fold(AttentionTile tile) {
    AttentionFold.call(fold, tile);
  }

  void scores(AttentionTile tile, long keys) {
    long stride = (long) tile.queryWidth() * Float.BYTES;
    AttentionCall call = tile.call;
    call.left(tile.views().queries(), stride);
    call.results(tile.views().scores(), SCORES_BYTES);
    call.right(SCORES_BYTES, tile.scale);
    call.steps(tile.queryWidth());
    int queries = tile.end() - tile.first();
    int blocks = Math.ceilDiv(queries, ROWS);
    for (int block = 0; block < blocks; block++) {
      int from = tile.first() + queries * block / blocks;
      int count = tile.first() + queries * (block + 1) / blocks - from;
      long ahead = block == 0 ? tile.ahead(keys) : keys;
      call.run(scores.get(count - 1), from * stride, keys, from * SCORES_BYTES, ahead);
    }
  }

  void addValues(AttentionTile tile, long values, long stride) {
    AttentionCall call = tile.call;
    call.left(tile.views().scores(), SCORES_BYTES);
    call.results(tile.views().sums(), (long) tile.valueWidth() * Float.BYTES);
    call.right(stride, 1);
    call.part(tile.valueWidth() % LANES);
    int queries = tile.end() - tile.first();
    int blocks = Math.ceilDiv(queries, ROWS);
    for (int block = 0; block < blocks; block++) {
      int from = tile.first() + queries * block / blocks;
      int to = tile.first() + queries * (block + 1) / blocks;
      long ahead = block == 0 ? tile.ahead(values) : values;
      addStretches(tile, from, to, values, ahead - values, stride);
    }
  }

  /// Adds stretches of positions that the same queries of a block see. Later queries begin and end
  /// to see no earlier, so that those which see a position follow each other.
  ///
  /// @param values address of the page
  /// @param ahead how far behind it lies what will be read next
  private void addStretches(
      AttentionTile tile, int first, int end, long values, long ahead, long stride) {
    int position = 0;
    while (position < AttentionTile.POSITIONS) {
      int from = first;
      while (from < end && tile.to[from] <= position) {
        from++;
      }
      int to = from;
      int next = from < end ? tile.to[from] : AttentionTile.POSITIONS;
      while (to < end && tile.from[to] <= position) {
        to++;
      }
      next = to < end ? Math.min(next, tile.from[to]) : next;
      if (from < to) {
        tile.call.steps(next - position);
        addStretch(tile, from, to, position, values + position * stride, ahead);
      }
      position = next;
    }
  }

  /// Adds some positions to some queries.
  ///
  /// @param values address of the first position
  private void addStretch(
      AttentionTile tile, int from, int to, int position, long values, long ahead) {
    long stride = (long) tile.valueWidth() * Float.BYTES;
    long weight = from * SCORES_BYTES + (long) position * Float.BYTES;
    int rows = to - from;
    int i = 0;
    while (i < tile.valueWidth()) {
      int vectors = Math.min(VECTORS, (tile.valueWidth() - i) / LANES);
      long at = (long) i * Float.BYTES;
      MemorySegment function =
          vectors == 0 ? parts.get(rows - 1) : sums.get((rows - 1) * VECTORS + vectors - 1);
      tile.call.run(function, weight, values + at, from * stride + at, values + at + ahead);
      i += Math.max(1, vectors) * LANES;
    }
  }
}
