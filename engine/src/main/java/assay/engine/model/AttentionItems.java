package assay.engine.model;

import assay.engine.model.StepBatch.Span;

/// How the queries of a batch are divided into tiles that look at the same keys: a few rows, with
/// the query heads that share a key head.
///
/// @param kvHeads key heads
/// @param group query heads that share one
/// @param windows whether a token sees the last positions alone, so that sequences of different
///   lengths have no common beginning to look at
record AttentionItems(int kvHeads, int group, boolean windows) {
  /// The most queries of a tile.
  static final int QUERIES = 32;

  private int headsPerTile() {
    return Math.min(group, QUERIES);
  }

  private int headTiles() {
    return Math.ceilDiv(group, headsPerTile());
  }

  /// Returns into how many parts a span's rows are divided.
  private int parts(Span span) {
    boolean apart = windows && span.commonPages() > 0;
    int rowsPerTile = apart ? 1 : Math.max(1, QUERIES / group);
    return Math.ceilDiv(span.rows(), rowsPerTile);
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
    return parts(span) * kvHeads * headTiles();
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
    int parts = parts(span);
    int from = span.firstRow() + index / tiles * span.rows() / parts;
    int to = span.firstRow() + (index / tiles + 1) * span.rows() / parts;
    if (span.commonPages() > 0 && to - from > 1) {
      item.sequences(from, to - from, span.commonPages());
    } else {
      item.tokens(from, to - from);
    }
    int kvHead = index % tiles / headTiles();
    int headOfGroup = index % headTiles() * headsPerTile();
    item.heads(kvHead, kvHead * group + headOfGroup, Math.min(headsPerTile(), group - headOfGroup));
  }
}
