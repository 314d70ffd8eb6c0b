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
    for (int i = 0; i < batch.spans(); i++) {
      count += count(batch.span(i));
    }
    return count;
  }

  private int count(Span span) {
    return Math.ceilDiv(span.rows(), rowsPerTile()) * kvHeads * headTiles();
  }

  /// Moves an item to a tile of a batch.
  ///
  /// @param index from 0 to [#count] - 1
  void find(StepBatch batch, int index, AttentionItem item) {
    int rest = index;
    int i = 0;
    while (rest >= count(batch.span(i))) {
      rest -= count(batch.span(i));
      i++;
    }
    find(batch.span(i), rest, item);
  }

  private void find(Span span, int index, AttentionItem item) {
    int tiles = kvHeads * headTiles();
    int first = index / tiles * rowsPerTile();
    int kvHead = index % tiles / headTiles();
    int headOfGroup = index % headTiles() * headsPerTile();
    item.tokens(span, span.firstRow() + first, Math.min(rowsPerTile(), span.rows() - first));
    item.heads(kvHead, kvHead * group + headOfGroup, Math.min(headsPerTile(), group - headOfGroup));
  }
}
