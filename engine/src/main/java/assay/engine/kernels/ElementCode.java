package assay.engine.kernels;

import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;

/// The functions of [ElementProgram]. Unlike vectors of Java they are as fast the first time as
/// ever after, and leave Java's compilers, which share the processors with the first token, nothing
/// to do.
///
/// Mutable, and used by one thread.
final class ElementCode {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final MethodHandle GATE =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG, LONG, LONG));
  private static final MethodHandle ADD_SCALED =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              LONG,
              LONG,
              LONG,
              LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle SQUARES =
      TileFunction.downcall(
          FunctionDescriptor.of(ValueLayout.JAVA_FLOAT, ValueLayout.ADDRESS, LONG, LONG));
  private static final MethodHandle SCALE =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              LONG,
              LONG,
              ValueLayout.JAVA_INT));

  private static final int LANES = InstructionSet.AVX512.rows();

  private final ArrayViews views = new ArrayViews();
  private final MemorySegment gate;
  private final MemorySegment addScaled;
  private final MemorySegment squares;
  private final MemorySegment scale;

  /// @param functions that [#load] has made
  ElementCode(List<MemorySegment> functions) {
    gate = functions.get(0);
    addScaled = functions.get(1);
    squares = functions.get(2);
    scale = functions.get(3);
  }

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  static List<MemorySegment> load(Arena arena) {
    List<byte[]> codes =
        List.of(
            ElementProgram.gate(),
            ElementProgram.addScaled(),
            ElementProgram.squares(),
            ElementProgram.scale());
    return CodeSpace.load(codes, arena);
  }

  /// Returns whether vectors of so many elements can be normalised.
  static boolean normalises(int width) {
    return width > 0 && width % (ElementProgram.SQUARES_UNIT * LANES) == 0;
  }

  /// As [Kernels#swiGlu].
  void swiGlu(float[] gates, float[] ups, int from, int to) {
    Objects.checkFromToIndex(from, to, gates.length);
    Objects.checkFromToIndex(from, to, ups.length);
    int count = to - from;
    try {
      GATE.invokeExact(
          gate, views.of(gates), views.of(ups), bytes(from), vectors(count), lanes(count));
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  /// As [Kernels#addScaled].
  void addScaled(float factor, float[] x, int offset, int length, float[] out, int outOffset) {
    Objects.checkFromIndexSize(offset, length, x.length);
    Objects.checkFromIndexSize(outOffset, length, out.length);
    try {
      ADD_SCALED.invokeExact(
          addScaled,
          views.of(x),
          views.of(out),
          bytes(offset),
          bytes(outOffset),
          vectors(length),
          lanes(length),
          Float.floatToRawIntBits(factor));
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  /// As [Kernels#rmsNorm], for widths that [#normalises] allows.
  void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out) {
    Objects.checkFromIndexSize(offset, gain.length, x.length);
    Objects.checkFromIndexSize(offset, gain.length, out.length);
    long vectors = vectors(gain.length);
    try {
      float sum = (float) SQUARES.invokeExact(squares, views.of(x), bytes(offset), vectors);
      float factor = (float) (1 / Math.sqrt(sum / gain.length + epsilon));
      int bits = Float.floatToRawIntBits(factor);
      SCALE.invokeExact(
          scale, views.of(x), views.of(gain), views.of(out), bytes(offset), vectors, bits);
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  private static long bytes(int elements) {
    return (long) elements * Float.BYTES;
  }

  private static long vectors(int elements) {
    return elements / LANES;
  }

  private static long lanes(int elements) {
    return (1L << elements % LANES) - 1;
  }
}
