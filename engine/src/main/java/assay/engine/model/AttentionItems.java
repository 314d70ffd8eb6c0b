package assay.engine.model;

import assay.engine.model.StepBatch.Span;

/// How the queries of a batch are divided into tiles that look at the same keys: a few successive
/// tokens of a sequence, with the query heads that share a key head.
///
/// @param kvHeads key heads
/// @param group query heads that share one
record AttentionItems(int kvHeads, int group) {
  /// The most queries of a tile.
  static final int QUERIES = 32;

  /// One tile.
  ///
  /// @param span the sequence
  /// @param firstRow of the batch
  /// @param rows how many, each with `heads` queries
  /// @param kvHead that all look at
  /// @param firstHead among all query heads
  /// @param heads how many
  record Item(Span span, int firstRow, int rows, int kvHead, int firstHead, int heads) {
    /// Returns the position of a row's token.
    int position(int row) {
      return span.firstPosition() + row - span.firstRow();
    }
  }

  private int headsPerTile() {
    return Math.min(group, QUERIES);
  }

  private int rowsPerTile() {
    return Math.max(1, QUERIES / group);
  }

  private int headTiles() {
    return Math.ceilDiv(group, headsPerTile());
  }

  /// Returns the number of tiles of a batch.
  int count(StepBatch batch) {
    int count = 0;
    for (Span span : batch.spans()) {
      count += count(span);
    }
    return count;
  }

  private int count(Span span) {
    return Math.ceilDiv(span.rows(), rowsPerTile()) * kvHeads * headTiles();
  }

  /// Returns a tile of a batch.
  ///
  /// @param index from 0 to [#count] - 1
  Item item(StepBatch batch, int index) {
    int rest = index;
    for (Span span : batch.spans()) {
      if (rest < count(span)) {
        return item(span, rest);
      }
      rest -= count(span);
    }
    throw new IndexOutOfBoundsException("tile " + index);
  }

  private Item item(Span span, int index) {
    int tiles = kvHeads * headTiles();
    int first = index / tiles * rowsPerTile();
    int kvHead = index % tiles / headTiles();
    int headOfGroup = index % headTiles() * headsPerTile();
    return new Item(
        span,
        span.firstRow() + first,
        Math.min(rowsPerTile(), span.rows() - first),
        kvHead,
        kvHead * group + headOfGroup,
        Math.min(headsPerTile(), group - headOfGroup));
  }
}
