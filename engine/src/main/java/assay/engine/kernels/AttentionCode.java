package assay.engine.kernels;

import assay.engine.kernels.AttentionProduct.Page;
import assay.engine.kernels.AttentionProduct.Rows;
import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Attention in machine code, in the steps of [VectorScores] and [VectorSums] with vectors of 512
/// bits, and with the same bits as a result.
///
/// Values have to be of whole vectors ([#fits]).
final class AttentionCode {
  private static final int LANES = InstructionSet.AVX512.rows();
  private static final int ROWS = AttentionProduct.MOST_ROWS;
  private static final int VECTORS = AttentionProduct.MOST_VECTORS;
  private static final long SCORES_BYTES = (long) AttentionTile.POSITIONS * Float.BYTES;

  private final List<MemorySegment> scores; // [rows]
  private final List<MemorySegment> sums; // [rows, vectors]
  private final MemorySegment fold;

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  AttentionCode(Arena arena) {
    List<byte[]> codes = new ArrayList<>();
    for (int rows = 1; rows <= ROWS; rows++) {
      codes.add(AttentionProduct.code(rows, VECTORS, false));
    }
    for (int rows = 1; rows <= ROWS; rows++) {
      for (int vectors = 1; vectors <= VECTORS; vectors++) {
        codes.add(AttentionProduct.code(rows, vectors, true));
      }
    }
    codes.add(AttentionFold.code());
    List<MemorySegment> functions = CodeSpace.load(codes, arena);
    scores = functions.subList(0, ROWS);
    sums = functions.subList(ROWS, functions.size() - 1);
    fold = functions.getLast();
  }

  /// Returns whether the values of a tile are of whole vectors.
  static boolean fits(AttentionTile tile) {
    return tile.valueWidth() % LANES == 0;
  }

  void fold(AttentionTile tile) {
    AttentionFold.call(fold, tile);
  }

  void scores(AttentionTile tile, long keys) {
    long stride = (long) tile.queryWidth() * Float.BYTES;
    int blocks = Math.ceilDiv(tile.count(), ROWS);
    for (int block = 0; block < blocks; block++) {
      int from = tile.count() * block / blocks;
      int count = tile.count() * (block + 1) / blocks - from;
      Rows queries = new Rows(tile.views().queries(), from * stride, stride);
      Rows out = new Rows(tile.views().scores(), from * SCORES_BYTES, SCORES_BYTES);
      long ahead = block == 0 ? tile.ahead(keys) : keys;
      Page page = new Page(keys, SCORES_BYTES, tile.queryWidth(), ahead);
      AttentionProduct.call(scores.get(count - 1), queries, page, out, tile.scale);
    }
  }

  void addValues(AttentionTile tile, long values, long stride) {
    int blocks = Math.ceilDiv(tile.count(), ROWS);
    for (int block = 0; block < blocks; block++) {
      int from = tile.count() * block / blocks;
      int to = tile.count() * (block + 1) / blocks;
      long ahead = block == 0 ? tile.ahead(values) : values;
      addValues(tile, from, to, new Page(values, stride, AttentionTile.POSITIONS, ahead));
    }
  }

  /// Adds stretches of positions that the same queries of a block see. Later queries begin and end
  /// to see no earlier, so that those which see a position follow each other.
  private void addValues(AttentionTile tile, int first, int end, Page page) {
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
        long at = position * page.stride();
        Page part =
            new Page(page.address() + at, page.stride(), next - position, page.ahead() + at);
        addValues(tile, from, to, position, part);
      }
      position = next;
    }
  }

  /// Adds some positions to some queries.
  private void addValues(AttentionTile tile, int from, int to, int position, Page page) {
    long stride = (long) tile.valueWidth() * Float.BYTES;
    long weight = from * SCORES_BYTES + (long) position * Float.BYTES;
    Rows weights = new Rows(tile.views().scores(), weight, SCORES_BYTES);
    for (int i = 0; i < tile.valueWidth(); i += VECTORS * LANES) {
      int vectors = Math.min(VECTORS, (tile.valueWidth() - i) / LANES);
      long at = (long) i * Float.BYTES;
      Rows out = new Rows(tile.views().sums(), from * stride + at, stride);
      Page part = new Page(page.address() + at, page.stride(), page.count(), page.ahead() + at);
      MemorySegment function = sums.get((to - from - 1) * VECTORS + vectors - 1);
      AttentionProduct.call(function, weights, part, out, 1);
    }
  }
}
