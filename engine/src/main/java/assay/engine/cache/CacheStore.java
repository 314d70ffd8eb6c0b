package assay.engine.cache;

import assay.engine.config.CacheType;
import assay.engine.kernels.BytePlane;
import assay.engine.kernels.Kernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// How the entries of one kind in one layer lie in a page: a plane of numbers for each head, that
/// has a row for each position, or for each element a row of all positions.
///
/// Immutable; workers write different positions of one page at a time.
public abstract sealed class CacheStore {
  private static final int POSITIONS = PageFormat.POSITIONS;
  private static final int ALIGNMENT = 64; // a cache line, and the widest vector

  final Layout layout;
  final long offset;

  private CacheStore(Layout layout, long offset) {
    this.layout = layout;
    this.offset = offset;
  }

  /// What is stored.
  ///
  /// @param heads planes
  /// @param width elements of a head's entry
  /// @param across whether a row holds one element of all positions
  record Layout(CacheType type, int heads, int width, boolean across) {
    /// Returns the index of an element in its plane.
    int index(int slot, int element) {
      return across ? element * POSITIONS + slot : slot * width + element;
    }

    int elements() {
      return Math.multiplyExact(width, POSITIONS);
    }
  }

  static Layout byPosition(CacheType type, int heads, int width) {
    return new Layout(type, heads, width, false);
  }

  static Layout acrossPositions(CacheType type, int heads, int width) {
    return new Layout(type, heads, width, true);
  }

  static CacheStore of(Layout layout, long offset) {
    return switch (layout.type()) {
      case F32 -> new Floats(layout, offset);
      case F16 -> new Halves(layout, offset);
      case Q8_0 -> new Bytes(layout, offset);
    };
  }

  /// Returns the bytes that all heads take in a page.
  abstract long bytes();

  /// Stores one position's entries.
  ///
  /// @param slot position in the page
  /// @param source `[heads, width]` from `start` on
  /// @throws EntryRangeException if one is too large for the type; what is stored then is
  ///   undefined, but finite
  public abstract void put(MemorySegment page, int slot, float[] source, int start);

  /// Returns the elements of a head's entry.
  public final int width() {
    return layout.width();
  }

  /// Returns whether a page's entries are F32, to be read where they lie.
  public abstract boolean inPlace();

  /// Returns the offset of a head's plane, if entries are F32.
  public abstract long plane(int head);

  /// Widens a head's plane to F32, if entries are not.
  ///
  /// @param positions how many of the page are needed, from its first on
  /// @param out F32, in the same order
  public abstract void expand(
      Kernels kernels, MemorySegment page, int head, int positions, MemorySegment out);

  final int rows(int positions) {
    return layout.across() ? layout.width() : positions;
  }

  final int columns() {
    return layout.across() ? POSITIONS : layout.width();
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  private static final class Floats extends CacheStore {
    private final long planeBytes;

    Floats(Layout layout, long offset) {
      super(layout, offset);
      planeBytes = aligned((long) Float.BYTES * layout.elements());
    }

    @Override
    long bytes() {
      return planeBytes * layout.heads();
    }

    @Override
    public void put(MemorySegment page, int slot, float[] source, int start) {
      for (int head = 0; head < layout.heads(); head++) {
        for (int i = 0; i < layout.width(); i++) {
          long at = plane(head) + (long) Float.BYTES * layout.index(slot, i);
          page.set(ValueLayout.JAVA_FLOAT, at, source[start + head * layout.width() + i]);
        }
      }
    }

    @Override
    public boolean inPlace() {
      return true;
    }

    @Override
    public long plane(int head) {
      return offset + head * planeBytes;
    }

    @Override
    public void expand(
        Kernels kernels, MemorySegment page, int head, int positions, MemorySegment out) {
      MemorySegment.copy(
          page, plane(head), out, 0, (long) Float.BYTES * rows(positions) * columns());
    }
  }

  private static final class Halves extends CacheStore {
    private final long planeBytes;

    Halves(Layout layout, long offset) {
      super(layout, offset);
      planeBytes = aligned((long) Short.BYTES * layout.elements());
    }

    @Override
    long bytes() {
      return planeBytes * layout.heads();
    }

    @Override
    public void put(MemorySegment page, int slot, float[] source, int start) {
      for (int head = 0; head < layout.heads(); head++) {
        for (int i = 0; i < layout.width(); i++) {
          long at = plane(head) + (long) Short.BYTES * layout.index(slot, i);
          short bits = half(source[start + head * layout.width() + i]);
          page.set(ValueLayout.JAVA_SHORT, at, bits);
        }
      }
    }

    @Override
    public boolean inPlace() {
      return false;
    }

    @Override
    public long plane(int head) {
      return offset + head * planeBytes;
    }

    @Override
    public void expand(
        Kernels kernels, MemorySegment page, int head, int positions, MemorySegment out) {
      kernels.expandHalves(page, plane(head), rows(positions) * columns(), out);
    }
  }

  private static final class Bytes extends CacheStore {
    private final List<BytePlane> planes = new ArrayList<>(); // [heads]
    private final long bytes;

    Bytes(Layout layout, long offset) {
      super(layout, offset);
      long scaleBytes =
          (long) Short.BYTES * POSITIONS * Math.ceilDiv(layout.width(), BytePlane.BLOCK);
      long planeBytes = aligned(layout.elements()) + aligned(scaleBytes);
      for (int head = 0; head < layout.heads(); head++) {
        long first = offset + head * planeBytes;
        long scales = first + aligned(layout.elements());
        planes.add(new BytePlane(first, scales, rows(POSITIONS), columns(), layout.across()));
      }
      bytes = planeBytes * layout.heads();
    }

    @Override
    long bytes() {
      return bytes;
    }

    @Override
    public void put(MemorySegment page, int slot, float[] source, int start) {
      for (int head = 0; head < layout.heads(); head++) {
        for (int first = 0; first < layout.width(); first += BytePlane.BLOCK) {
          pack(page, planes.get(head), slot, first, source, start + head * layout.width());
        }
      }
    }

    /// Packs the block of an entry that begins with an element.
    private void pack(
        MemorySegment page, BytePlane plane, int slot, int first, float[] source, int start) {
      int end = Math.min(first + BytePlane.BLOCK, layout.width());
      float largest = 0;
      for (int i = first; i < end; i++) {
        largest = Math.max(largest, Math.abs(source[start + i]));
      }
      short bits = half(largest / Byte.MAX_VALUE);
      int row = layout.across() ? first : slot;
      int column = layout.across() ? slot : first;
      page.set(ValueLayout.JAVA_SHORT, plane.scaleOf(row, column), bits);
      float scale = Float.float16ToFloat(bits);
      for (int i = first; i < end; i++) {
        float value = scale == 0 ? 0 : source[start + i] / scale;
        byte number = (byte) Math.clamp(Math.round(value), -Byte.MAX_VALUE, Byte.MAX_VALUE);
        page.set(ValueLayout.JAVA_BYTE, plane.bytes() + layout.index(slot, i), number);
      }
    }

    @Override
    public boolean inPlace() {
      return false;
    }

    @Override
    public long plane(int head) {
      return planes.get(head).bytes();
    }

    @Override
    public void expand(
        Kernels kernels, MemorySegment page, int head, int positions, MemorySegment out) {
      kernels.expandBytes(page, planes.get(head), rows(positions), out);
    }
  }

  /// @throws EntryRangeException if the number is too large for binary16
  private static short half(float value) {
    short bits = Float.floatToFloat16(value);
    if ((bits & 0x7c00) == 0x7c00) {
      throw new EntryRangeException(value);
    }
    return bits;
  }
}
