package assay.engine.kernels;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Calls [TileFunction]s.
///
/// Mutable, and used by one thread for one call after the other, so that calls leave no garbage.
final class TileCall {
  private static final MethodHandle TILE =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private MemorySegment out = MemorySegment.NULL;
  private long chunks;
  private long inputStride;
  private long outStride;
  private long panels;
  private long panelCount;
  private long lanes;

  /// Says what does not change from tile to tile.
  ///
  /// @param chunkCount that a panel has
  /// @param stride from token to token of the input, in bytes
  /// @param outputs where they go
  void place(long chunkCount, long stride, Batch outputs) {
    chunks = chunkCount;
    inputStride = stride;
    out = outputs.segment;
    outStride = (long) outputs.stride * Float.BYTES;
  }

  /// Says which panels are multiplied, one behind the other.
  ///
  /// @param address of the first
  /// @param count at least 1
  /// @param stored lanes of each that are stored
  void panels(long address, long count, long stored) {
    panels = address;
    panelCount = count;
    lanes = stored;
  }

  /// Calls a function.
  ///
  /// @param input address of the first token
  /// @param outOffset of its output in the first panel's first row
  /// @param fetches whether the panels may not be in a cache yet
  void run(MemorySegment function, long input, long outOffset, boolean fetches) {
    try {
      TILE.invokeExact(
          function,
          panels,
          input,
          out,
          chunks,
          inputStride,
          outStride,
          panelCount,
          lanes,
          outOffset,
          fetches ? 1L : 0L);
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }
}
