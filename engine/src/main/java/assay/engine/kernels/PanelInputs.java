package assay.engine.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Batches as panels need them, each written once however many pieces of matrices it is multiplied
/// with.
///
/// Mutable; used by one thread. What it makes is used again after [#forget], so that steps leave no
/// garbage.
final class PanelInputs {
  private static final long LINE = 64;

  private final List<Written> pool = new ArrayList<>(); // the first `count` are written
  private int count;
  private MemorySegment room = MemorySegment.NULL;
  private long used;

  /// A batch in the form of one type of panels.
  static final class Written {
    private PanelType type;
    private Batch x;
    private int tokens;
    private long stride;
    private MemorySegment room = MemorySegment.NULL; // is there as long as this
    private long first;

    /// Returns how many tokens there are.
    int tokens() {
      return tokens;
    }

    /// Returns the bytes from token to token.
    long stride() {
      return stride;
    }

    /// Returns the address of the first token.
    long address() {
      return room.address() + first;
    }

    private boolean is(PanelType otherType, Batch batch, int otherTokens) {
      return type == otherType
          && tokens == otherTokens
          && x.is(batch.data, batch.offset, batch.stride);
    }
  }

  /// Returns a batch as a matrix needs it.
  Written of(PanelMatrix weights, Batch x, int tokens) {
    for (int i = 0; i < count; i++) {
      if (pool.get(i).is(weights.type(), x, tokens)) {
        return pool.get(i);
      }
    }
    if (count == pool.size()) {
      pool.add(new Written());
    }
    Written input = pool.get(count++);
    write(weights, x, tokens, input);
    return input;
  }

  /// Forgets all: arrays may have changed.
  void forget() {
    count = 0;
    used = 0;
  }

  private void write(PanelMatrix weights, Batch x, int tokens, Written input) {
    PanelType type = weights.type();
    long bytes = (long) weights.packer().chunks() * type.inputBytes();
    input.type = type;
    input.x = x;
    input.tokens = tokens;
    input.stride = oddLines(bytes);
    input.first = take(tokens * input.stride);
    input.room = room;
    for (int token = 0; token < tokens; token++) {
      long at = input.first + token * input.stride;
      type.prepare(x, token, weights.columns(), room, at, bytes);
    }
  }

  /// Tokens at distances of whole pages would compete for few places of the first-level cache.
  private static long oddLines(long bytes) {
    return (Math.ceilDiv(bytes, LINE) | 1) * LINE;
  }

  private long take(long byteSize) {
    if (byteSize > room.byteSize() - used) {
      // What is in the old room stays there as long as it is used.
      room = Arena.ofAuto().allocate(Math.max(byteSize, 2 * room.byteSize()), LINE);
      used = 0;
    }
    long first = used;
    used += byteSize;
    return first;
  }
}
