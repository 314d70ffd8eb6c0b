package assay.engine.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Room for one panel that is packed whenever it is needed.
///
/// Mutable; used by one thread.
final class PanelRoom {
  private static final long LINE = 64;

  private MemorySegment panel = MemorySegment.NULL;

  /// Returns the room, filled with zeros.
  MemorySegment take(long byteSize) {
    if (panel.byteSize() < byteSize) {
      panel = Arena.ofAuto().allocate(byteSize, LINE);
    }
    return panel.asSlice(0, byteSize).fill((byte) 0);
  }
}
