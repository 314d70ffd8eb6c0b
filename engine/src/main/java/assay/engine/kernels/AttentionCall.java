package assay.engine.kernels;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Calls the functions of [AttentionProduct].
///
/// Mutable, and used by one thread for one call after the other, so that calls leave no garbage.
final class AttentionCall {
  private static final MethodHandle PRODUCT =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG));

  private MemorySegment a = MemorySegment.NULL;
  private MemorySegment c = MemorySegment.NULL;
  private long aStride;
  private long bStride;
  private long cStride;
  private long steps;
  private float scale;
  private long lanes;

  /// Says which rows are multiplied.
  ///
  /// @param stride from row to row, in bytes
  void left(MemorySegment rows, long stride) {
    a = rows;
    aStride = stride;
  }

  /// Says where results go.
  ///
  /// @param stride from row to row, in bytes
  void results(MemorySegment rows, long stride) {
    c = rows;
    cStride = stride;
  }

  /// Says what of the other side is used.
  ///
  /// @param stride from row to row, in bytes
  /// @param factor that results are multiplied by
  void right(long stride, float factor) {
    bStride = stride;
    scale = factor;
  }

  /// Says how many rows of the other side are used, at least 1.
  void steps(long count) {
    steps = count;
  }

  /// Says how many elements of a vector functions use that do not use all.
  void part(int elements) {
    lanes = (1L << elements) - 1;
  }

  /// Calls a function.
  ///
  /// @param aOffset of the first row of the left side, in bytes
  /// @param b address of the first row of the other
  /// @param cOffset of the first result, in bytes
  /// @param ahead address of what will be read next
  void run(MemorySegment code, long aOffset, long b, long cOffset, long ahead) {
    try {
      PRODUCT.invokeExact(
          code,
          a,
          c,
          b,
          steps,
          aStride,
          bStride,
          cStride,
          aOffset,
          cOffset,
          ahead,
          Float.floatToRawIntBits(scale),
          lanes);
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }
}
