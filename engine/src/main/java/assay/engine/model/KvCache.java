package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.CacheType;
import assay.engine.config.ModelConfig;
import java.util.List;
import java.util.stream.Stream;

/// What attention keeps of the positions seen so far, for one sequence: keys and values of each
/// head, or the latent vectors that they are made from.
///
/// Mutable, and owned by one session: one thread writes between passes, all workers read during a
/// pass. Memory grows with the sequence, up to the capacity.
public final class KvCache {
  private static final int FIRST_POSITIONS = 256;

  private final int capacity;
  private final List<List<CacheStore>> layers;
  private int reserved;
  private int length;

  /// Creates an empty cache.
  ///
  /// @param capacity the most positions that it may hold
  /// @param type how entries are stored
  public KvCache(ModelConfig config, int capacity, CacheType type) {
    this.capacity = capacity;
    layers = config.blocks().stream().map(block -> stores(block, type)).toList();
  }

  private static List<CacheStore> stores(BlockConfig block, CacheType type) {
    return switch (block.attention()) {
      case GroupedQuery grouped ->
          Stream.generate(() -> CacheStore.of(type, grouped.kvHeadCount(), grouped.headDim()))
              .limit(2)
              .toList();
      case Latent latent -> List.of(CacheStore.of(type, 1, latent.shape().entryDim()));
    };
  }

  /// Returns the number of positions held.
  public int length() {
    return length;
  }

  /// Returns the most positions that the cache may hold.
  public int capacity() {
    return capacity;
  }

  /// Forgets all positions from `newLength` on.
  ///
  /// @throws IllegalArgumentException if fewer positions are held
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IllegalArgumentException("cannot cut " + length + " positions to " + newLength);
    }
    length = newLength;
  }

  /// Makes room for more positions behind those held.
  ///
  /// @throws IllegalArgumentException if they exceed the capacity
  void reserve(int tokens) {
    long needed = (long) length + tokens;
    if (needed > capacity) {
      throw new IllegalArgumentException(needed + " positions exceed the capacity of " + capacity);
    }
    if (needed > reserved) {
      long doubled = Math.max(FIRST_POSITIONS, Math.max(needed, 2L * reserved));
      reserved = (int) Math.min(capacity, doubled);
      layers.forEach(stores -> stores.forEach(store -> store.grow(reserved)));
    }
  }

  /// Counts stored positions as held.
  void advance(int tokens) {
    length += tokens;
  }

  /// Returns a layer's keys.
  CacheStore keys(int layer) {
    return layers.get(layer).getFirst();
  }

  /// Returns a layer's values; for latent attention, the same as its keys.
  CacheStore values(int layer) {
    return layers.get(layer).getLast();
  }
}
