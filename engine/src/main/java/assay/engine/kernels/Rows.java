package assay.engine.kernels;

import java.util.Objects;

/// A view of equally long rows at equal distances: one head's keys or values in a KV cache, in
/// whatever form they are stored there.
public sealed interface Rows {
  /// Elements of a [Bytes] row that share a scale.
  int BLOCK = 32;

  /// Returns the number of rows.
  int count();

  /// Returns the number of elements in a row.
  int width();

  /// Rows of F32. Row `r` is `data[offset + r * stride]` and the `width - 1` elements behind it.
  final class Floats implements Rows {
    final float[] data;
    final int offset;
    final int stride;
    final int count;
    final int width;

    /// Creates a view; the array is shared, not copied.
    ///
    /// @throws IndexOutOfBoundsException if the last row does not lie inside `data`
    public Floats(float[] data, int offset, int stride, int count, int width) {
      requireInside(data.length, offset, stride, count, width);
      this.data = data;
      this.offset = offset;
      this.stride = stride;
      this.count = count;
      this.width = width;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int width() {
      return width;
    }

    int start(int row) {
      return offset + row * stride;
    }
  }

  /// Rows of F16. Row `r` is `data[offset + r * stride]` and the `width - 1` elements behind it,
  /// each the bits of a finite IEEE 754 binary16.
  final class Halves implements Rows {
    final short[] data;
    final int offset;
    final int stride;
    final int count;
    final int width;

    /// Creates a view; the array is shared, not copied.
    ///
    /// @throws IndexOutOfBoundsException if the last row does not lie inside `data`
    public Halves(short[] data, int offset, int stride, int count, int width) {
      requireInside(data.length, offset, stride, count, width);
      this.data = data;
      this.offset = offset;
      this.stride = stride;
      this.count = count;
      this.width = width;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int width() {
      return width;
    }

    int start(int row) {
      return offset + row * stride;
    }
  }

  /// Rows of Q8_0. Rows follow each other in `data`, `rowBytes` a row, and in `scales`, one for
  /// each begun block of [#BLOCK] bytes: element `i` of a row is `scale[i / BLOCK] * byte[i]`.
  final class Bytes implements Rows {
    /// Bytes that have to follow the last row, so that whole vectors can be read.
    public static final int SLACK = 8;

    final byte[] data;
    final short[] scales;
    final int first;
    final int step;
    final int rowBytes;
    final int count;
    final int width;

    /// Creates a view; the arrays are shared, not copied.
    ///
    /// @param scales bits of IEEE 754 binary16
    /// @param places of the view's rows among the stored ones
    /// @param rowBytes elements of a stored row, at least `width`
    /// @throws IndexOutOfBoundsException if the last row and the slack do not lie inside `data`
    public Bytes(
        byte[] data, short[] scales, RowPlaces places, int rowBytes, int count, int width) {
      requireInside(
          data.length - SLACK, places.first() * rowBytes, places.step() * rowBytes, count, width);
      this.data = data;
      this.scales = scales;
      this.first = places.first();
      this.step = places.step();
      this.rowBytes = rowBytes;
      this.count = count;
      this.width = width;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int width() {
      return width;
    }

    int start(int row) {
      return (first + row * step) * rowBytes;
    }

    int scaleStart(int row) {
      return (first + row * step) * Math.ceilDiv(rowBytes, BLOCK);
    }
  }

  /// Which of the rows in an array a view shows.
  ///
  /// @param first index of the first one
  /// @param step from one to the next
  record RowPlaces(int first, int step) {}

  private static void requireInside(int length, int offset, int stride, int count, int width) {
    if (count > 0) {
      long last = offset + (long) (count - 1) * stride;
      Objects.checkFromIndexSize(last, width, (long) length);
    }
  }
}
