package assay.engine.cache;

import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.CacheType;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;
import assay.engine.kernels.AttentionTile;
import java.util.ArrayList;
import java.util.List;

/// Where each layer's entries lie in a page: keys and values of each head, or the latent vectors
/// that they are made from.
public final class PageFormat {
  /// Positions of a page.
  public static final int POSITIONS = AttentionTile.POSITIONS;

  private final List<CacheStore> keys = new ArrayList<>();
  private final List<CacheStore> values = new ArrayList<>();
  private final int[] picksOffsets; // [layerCount]
  private final int[] picksPerPosition; // [layerCount], 0 for layers without experts
  private final long[] stateOffsets; // [layerCount], bytes
  private final int picks;
  private long bytes;
  private long stateBytes;

  /// Lays out a model's entries, stored as the type says.
  public PageFormat(ModelConfig config, CacheType type) {
    picksOffsets = new int[config.layerCount()];
    picksPerPosition = new int[config.layerCount()];
    stateOffsets = new long[config.layerCount()];
    int count = 0;
    for (int layer = 0; layer < config.layerCount(); layer++) {
      BlockConfig block = config.blocks().get(layer);
      addStores(block, type);
      stateOffsets[layer] = stateBytes;
      stateBytes += block.attention().stateBytes();
      picksOffsets[layer] = count;
      if (block.feedForward() instanceof Experts experts) {
        picksPerPosition[layer] = experts.router().usedCount();
        count += POSITIONS * picksPerPosition[layer];
      }
    }
    picks = count;
  }

  private void addStores(BlockConfig block, CacheType type) {
    switch (block.attention()) {
      case GroupedQuery grouped -> {
        keys.add(next(CacheStore.acrossPositions(type, grouped.kvHeadCount(), grouped.headDim())));
        values.add(next(CacheStore.byPosition(type, grouped.kvHeadCount(), grouped.headDim())));
      }
      case Latent latent -> {
        CacheStore entries = next(CacheStore.byPosition(type, 1, latent.shape().entryDim()));
        keys.add(entries);
        values.add(entries);
      }
      case GatedDelta _ -> {
        CacheStore nothing = next(CacheStore.byPosition(type, 0, 1));
        keys.add(nothing);
        values.add(nothing);
      }
    }
  }

  private CacheStore next(CacheStore.Layout layout) {
    CacheStore store = CacheStore.of(layout, bytes);
    bytes += store.bytes();
    return store;
  }

  /// Returns a layer's keys.
  public CacheStore keys(int layer) {
    return keys.get(layer);
  }

  /// Returns a layer's values; for latent attention, the same as its keys.
  public CacheStore values(int layer) {
    return values.get(layer);
  }

  /// Returns the bytes of a page.
  public long bytes() {
    return bytes;
  }

  /// Returns the bytes of a recurrent state; 0 if the model has none.
  public long stateBytes() {
    return stateBytes;
  }

  /// Returns whether sequences have a recurrent state.
  public boolean hasStates() {
    return stateBytes > 0;
  }

  /// Returns where a layer's part of a recurrent state begins, in bytes.
  public long stateOffset(int layer) {
    return stateOffsets[layer];
  }

  /// Returns how many experts each position passes in a layer; 0 if it has none.
  public int picksPerPosition(int layer) {
    return picksPerPosition[layer];
  }

  /// Returns where a position's experts in a layer begin in [Page#picks].
  ///
  /// @param slot position in the page
  public int picksOffset(int layer, int slot) {
    return picksOffsets[layer] + slot * picksPerPosition[layer];
  }

  int picks() {
    return picks;
  }
}
