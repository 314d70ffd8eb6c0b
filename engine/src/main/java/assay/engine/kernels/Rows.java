package assay.engine.kernels;

import java.util.Objects;

/// A view of equally long rows at equal distances in an array: one head's keys or values in a KV
/// cache. Row `r` is `data[offset + r * stride]` and the `width - 1` elements behind it.
public final class Rows {
  final float[] data;
  final int offset;
  final int stride;
  final int count;
  final int width;

  /// Creates a view; the array is shared, not copied.
  ///
  /// @throws IndexOutOfBoundsException if the last row does not lie inside `data`
  public Rows(float[] data, int offset, int stride, int count, int width) {
    if (count > 0) {
      long last = offset + (long) (count - 1) * stride;
      Objects.checkFromIndexSize(last, width, (long) data.length);
    }
    this.data = data;
    this.offset = offset;
    this.stride = stride;
    this.count = count;
    this.width = width;
  }

  /// Returns the number of rows.
  public int count() {
    return count;
  }

  /// Returns the number of elements in a row.
  public int width() {
    return width;
  }

  int start(int row) {
    return offset + row * stride;
  }
}
