package assay.engine.cache;

import java.lang.foreign.MemorySegment;

/// What recurrent layers keep of a sequence up to one of its positions: F32 numbers of all layers,
/// one behind the other; see [PageFormat#stateOffset].
///
/// Mutable: the workers of a step write different parts of it.
public final class RecurrentState {
  private final MemorySegment memory;

  RecurrentState(MemorySegment memory) {
    this.memory = memory;
  }

  /// Returns where the numbers are.
  public MemorySegment memory() {
    return memory;
  }

  /// Becomes the state of a sequence that has not begun.
  public void clear() {
    memory.fill((byte) 0);
  }

  /// Takes over another state.
  public void copyFrom(RecurrentState other) {
    memory.copyFrom(other.memory);
  }
}
