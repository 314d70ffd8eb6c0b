package assay.engine.model;

import assay.engine.cache.CacheStore;
import assay.engine.cache.Page;
import assay.engine.cache.PageFormat;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.Window;
import assay.engine.kernels.AttentionTile;
import assay.engine.kernels.Kernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Looks at the pages of a sequence, one after the other, for a tile of queries: softmax of scaled
/// products, and the mean of the values that it weighs.
///
/// Pages are folded in their order and whole, except where a query sees a part of one, so that a
/// query's result depends on its sequence alone. Pages that no query of the tile sees are not
/// touched. Those that several sequences begin with are read once for all of a tile's; then each
/// goes on with its own.
///
/// Source of that: Juravsky et al., "Hydragen: High-Throughput LLM Inference with Shared Prefixes",
/// 2024; there both parts are computed apart and joined, which would change the bits.
final class PagedAttention {
  private final LayerEntries entries;
  private final Shape shape;
  private final AttentionItems items;
  private final ScoreConfig scores;
  private final float scale;
  private final float[] slopes; // [headCount], or empty for none
  private final float[] sinks; // [headCount], or empty for none

  /// What is compared and summed.
  ///
  /// @param headCount query heads
  /// @param kvHeads key heads
  /// @param keyWidth elements of a key
  /// @param valueWidth elements of a value
  /// @param window positions that a token sees; empty for all before it
  record Shape(int headCount, int kvHeads, int keyWidth, int valueWidth, Optional<Window> window) {}

  /// @param scale of the products
  /// @param slopes of linear biases, one for each head, or empty for none
  /// @param sinks scores that no value belongs to, one for each head, or empty for none
  PagedAttention(
      LayerEntries entries,
      Shape shape,
      ScoreConfig scores,
      float scale,
      float[] slopes,
      float[] sinks) {
    this.entries = entries;
    this.shape = shape;
    int group = shape.headCount() / shape.kvHeads();
    items = new AttentionItems(shape.kvHeads(), group, shape.window().isPresent());
    this.scores = scores;
    this.scale = scale;
    this.slopes = slopes;
    this.sinks = sinks;
  }

  /// Computes, together with the other workers, what all queries of the batch see.
  ///
  /// @param queries `[rows, headCount, keyWidth]`
  /// @param out `[rows, headCount, valueWidth]`
  void apply(Pass pass, float[] queries, float[] out) {
    int count = items.count(pass.batch());
    for (int index = pass.worker.claim(); index < count; index = pass.worker.claim()) {
      items.find(pass.batch(), index, pass.item);
      apply(pass, pass.item, queries, out);
    }
  }

  private void apply(Pass pass, AttentionItem item, float[] queries, float[] out) {
    AttentionTile tile = pass.tile;
    tile.start(item.rows() * item.heads(), shape.keyWidth(), shape.valueWidth(), scale);
    for (int query = 0; query < tile.count(); query++) {
      tile.query(query, queries, place(item, query) * shape.keyWidth());
      if (sinks.length > 0) {
        tile.sink(query, sinks[item.firstHead() + query % item.heads()]);
      }
    }
    int first = firstSeen(item.position(item.firstRow()));
    int from = first / PageFormat.POSITIONS * PageFormat.POSITIONS;
    look(pass, item, from, item.commonEnd(), item.firstRow());
    for (int row = item.firstRow(); item.hasOwnPages(row); row++) {
      int query = (row - item.firstRow()) * item.heads();
      tile.turnTo(query, query + item.heads());
      look(pass, item, item.commonEnd(), item.position(row) + 1, row + 1);
    }
    for (int query = 0; query < tile.count(); query++) {
      tile.result(query, out, place(item, query) * shape.valueWidth());
    }
  }

  /// Looks at the pages that begin at positions `from` to `to - 1`, with the queries whose turn it
  /// is.
  ///
  /// @param nextRow whose own pages come next, if it has any
  private void look(Pass pass, AttentionItem item, int from, int to, int nextRow) {
    int row = lastRow(pass.tile, item);
    for (int start = from; start < to; start += PageFormat.POSITIONS) {
      int next = start + PageFormat.POSITIONS;
      Page page = item.page(row, start);
      if (next < to) {
        look(pass, item, start, page, item.page(row, next));
      } else {
        boolean more = item.hasOwnPages(nextRow);
        look(pass, item, start, page, more ? item.page(nextRow, item.commonEnd()) : page);
      }
    }
  }

  /// Returns the last of the rows whose turn it is.
  private static int lastRow(AttentionTile tile, AttentionItem item) {
    return item.firstRow() + (tile.end() - 1) / item.heads();
  }

  /// Returns which of all pairs of row and head a query of a tile is.
  private int place(AttentionItem item, int query) {
    int row = item.firstRow() + query / item.heads();
    return row * shape.headCount() + item.firstHead() + query % item.heads();
  }

  private int firstSeen(int position) {
    return shape.window().isPresent() ? shape.window().get().first(position) : 0;
  }

  /// Looks at the page that begins at a position.
  ///
  /// @param following the page that is fetched meanwhile
  private void look(Pass pass, AttentionItem item, int start, Page page, Page following) {
    AttentionTile tile = pass.tile;
    see(tile, item, start);
    int end = item.position(lastRow(tile, item)) + 1;
    int seen = Math.min(PageFormat.POSITIONS, end - start);
    Kernels kernels = pass.kernels;
    if (entries.keys() == entries.values()) {
      compareLatents(pass, page, seen);
    } else {
      CacheStore keys = entries.keys();
      MemorySegment at = widened(pass, keys, page, item.kvHead(), seen, pass.keys);
      tile.expect(place(entries.values(), page, item));
      kernels.scores(tile, at, keys.inPlace() ? keys.plane(item.kvHead()) : 0);
    }
    adjust(pass, item, start);
    kernels.fold(tile);
    CacheStore values = entries.values();
    MemorySegment at = widened(pass, values, page, item.kvHead(), seen, pass.values);
    long first = values.inPlace() ? values.plane(item.kvHead()) : 0;
    tile.expect(place(entries.keys(), following, item));
    kernels.addValues(tile, at, first, values.width());
  }

  /// Says what each query sees of the page that begins at a position.
  private void see(AttentionTile tile, AttentionItem item, int start) {
    int query = tile.first();
    for (int row = item.firstRow() + query / item.heads(); query < tile.end(); row++) {
      int position = item.position(row);
      int first = firstSeen(position) - start;
      for (int head = 0; head < item.heads(); head++) {
        tile.see(query++, first, position + 1 - start);
      }
    }
  }

  /// Returns where a head's entries lie in a page, to be fetched ahead.
  private static long place(CacheStore store, Page page, AttentionItem item) {
    return page.memory().address() + store.plane(item.kvHead());
  }

  private static MemorySegment widened(
      Pass pass, CacheStore store, Page page, int head, int positions, MemorySegment scratch) {
    if (store.inPlace()) {
      return page.memory();
    }
    store.expand(pass.kernels, page.memory(), head, positions, scratch);
    return scratch;
  }

  /// Latent vectors are kept once, by position, as values are read; keys are turned here.
  private void compareLatents(Pass pass, Page page, int seen) {
    CacheStore latents = entries.keys();
    MemorySegment at = widened(pass, latents, page, 0, seen, pass.values);
    long first = latents.inPlace() ? latents.plane(0) : 0;
    int width = latents.width();
    for (int slot = 0; slot < seen; slot++) {
      for (int i = 0; i < width; i++) {
        float element =
            at.get(ValueLayout.JAVA_FLOAT, first + Float.BYTES * ((long) slot * width + i));
        long target = (long) i * PageFormat.POSITIONS + slot;
        pass.keys.setAtIndex(ValueLayout.JAVA_FLOAT, target, element);
      }
    }
    pass.kernels.scores(pass.tile, pass.keys, 0);
  }

  /// Bounds scores and lets them sink with the distance, where the model does.
  private void adjust(Pass pass, AttentionItem item, int start) {
    AttentionTile tile = pass.tile;
    float[] x = tile.scores();
    if (scores.cap().isPresent()) {
      float cap = (float) scores.cap().getAsDouble();
      int first = tile.first() * PageFormat.POSITIONS;
      pass.kernels.softCap(x, first, tile.end() * PageFormat.POSITIONS, cap);
    }
    if (slopes.length > 0) {
      for (int query = tile.first(); query < tile.end(); query++) {
        float slope = slopes[item.firstHead() + query % item.heads()];
        int position = item.position(item.firstRow() + query / item.heads());
        int end = Math.min(PageFormat.POSITIONS, position + 1 - start);
        for (int slot = 0; slot < end; slot++) {
          x[query * PageFormat.POSITIONS + slot] -= slope * (position - start - slot);
        }
      }
    }
  }
}
