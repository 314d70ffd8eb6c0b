package assay.engine.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Batches as panels need them, each written once however many pieces of matrices it is multiplied
/// with.
///
/// Mutable; used by one thread.
final class PanelInputs {
  private static final long LINE = 64;

  private final List<Written> written = new ArrayList<>();
  private MemorySegment room = MemorySegment.NULL;
  private long used;

  /// A batch in the form of one type of panels.
  ///
  /// @param stride from token to token, in bytes
  /// @param memory from the first token on
  record Written(PanelType type, Batch x, int tokens, long stride, MemorySegment memory) {
    @SuppressWarnings("ReferenceEquality") // the same array, whatever it holds
    private boolean is(PanelType otherType, Batch batch, int otherTokens) {
      return type == otherType
          && x.data == batch.data
          && x.offset == batch.offset
          && x.stride == batch.stride
          && tokens == otherTokens;
    }
  }

  /// Returns a batch as a matrix needs it.
  Written of(PanelMatrix weights, Batch x, int tokens) {
    for (Written input : written) {
      if (input.is(weights.type(), x, tokens)) {
        return input;
      }
    }
    Written input = write(weights, x, tokens);
    written.add(input);
    return input;
  }

  /// Forgets all: arrays may have changed.
  void forget() {
    written.clear();
    used = 0;
  }

  private Written write(PanelMatrix weights, Batch x, int tokens) {
    PanelType type = weights.type();
    long bytes = (long) weights.packer().chunks() * type.inputBytes();
    long stride = oddLines(bytes);
    MemorySegment memory = take(tokens * stride);
    for (int token = 0; token < tokens; token++) {
      MemorySegment own = memory.asSlice(token * stride, bytes);
      type.prepare(x.data, x.start(token), weights.columns(), own);
    }
    return new Written(type, x, tokens, stride, memory);
  }

  /// Tokens at distances of whole pages would compete for few places of the first-level cache.
  private static long oddLines(long bytes) {
    return (Math.ceilDiv(bytes, LINE) | 1) * LINE;
  }

  private MemorySegment take(long byteSize) {
    if (byteSize > room.byteSize() - used) {
      // What is in the old room stays there as long as it is used.
      room = Arena.ofAuto().allocate(Math.max(byteSize, 2 * room.byteSize()), LINE);
      used = 0;
    }
    MemorySegment piece = room.asSlice(used, byteSize);
    used += byteSize;
    return piece;
  }
}
