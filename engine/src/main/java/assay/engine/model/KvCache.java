package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.ModelConfig;
import assay.engine.kernels.Rows;
import java.util.Arrays;

/// Keys and values of the positions seen so far, in F32, for one sequence.
///
/// Mutable, and owned by one session: one thread writes between passes, all workers read during a
/// pass. Memory grows with the sequence, up to the capacity.
public final class KvCache {
  private static final int FIRST_POSITIONS = 256;

  private final GroupedQuery config;
  private final int capacity;
  private final float[][] keys; // [layerCount][reserved, kvHeadCount, headDim]
  private final float[][] values; // [layerCount][reserved, kvHeadCount, headDim]
  private int reserved;
  private int length;

  /// Creates an empty cache.
  ///
  /// @param capacity the most positions that it may hold
  public KvCache(ModelConfig config, int capacity) {
    this.config = Blocks.attention(config);
    this.capacity = capacity;
    keys = new float[config.layerCount()][0];
    values = new float[config.layerCount()][0];
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
      int size = Math.multiplyExact(reserved, config.kvDim());
      for (int layer = 0; layer < keys.length; layer++) {
        keys[layer] = Arrays.copyOf(keys[layer], size);
        values[layer] = Arrays.copyOf(values[layer], size);
      }
    }
  }

  /// Stores a layer's keys and values of the positions behind those held; they count as held after
  /// [#advance].
  ///
  /// @param newKeys `[tokens, kvHeadCount, headDim]`
  /// @param newValues `[tokens, kvHeadCount, headDim]`
  void store(int layer, float[] newKeys, float[] newValues, int tokens) {
    int start = length * config.kvDim();
    System.arraycopy(newKeys, 0, keys[layer], start, tokens * config.kvDim());
    System.arraycopy(newValues, 0, values[layer], start, tokens * config.kvDim());
  }

  /// Counts stored positions as held.
  void advance(int tokens) {
    length += tokens;
  }

  /// Returns one head's keys of the first `positions` positions.
  Rows keys(int layer, int kvHead, int positions) {
    return view(keys[layer], kvHead, positions);
  }

  /// Returns one head's values of the first `positions` positions.
  Rows values(int layer, int kvHead, int positions) {
    return view(values[layer], kvHead, positions);
  }

  private Rows view(float[] entries, int kvHead, int positions) {
    int offset = kvHead * config.headDim();
    return new Rows(entries, offset, config.kvDim(), positions, config.headDim());
  }
}
