package assay.engine.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Room for one panel that is packed whenever it is needed, and for a row on the way there.
///
/// Mutable; used by one thread.
final class PanelRoom {
  private static final long LINE = 64;

  private MemorySegment panel = MemorySegment.NULL;

  private MemorySegment row = MemorySegment.NULL;

  /// Returns room for a row, with undefined bytes.
  MemorySegment row(long byteSize) {
    if (row.byteSize() < byteSize) {
      row = Arena.ofAuto().allocate(byteSize, LINE);
    }
    return row.asSlice(0, byteSize);
  }

  /// Returns the room for a panel, with undefined bytes: lanes without a row are never stored.
  MemorySegment take(long byteSize) {
    if (panel.byteSize() < byteSize) {
      panel = Arena.ofAuto().allocate(byteSize, LINE);
    }
    return panel.asSlice(0, byteSize);
  }
}
