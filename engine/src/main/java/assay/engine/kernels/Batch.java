package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Where the vectors of a batch lie in an array: vector `t` is `data[offset + t * stride]` and the
/// elements behind it.
public final class Batch {
  final float[] data;
  final int offset;
  final int stride;
  final MemorySegment segment; // of the array, for machine code

  /// Creates a view; the array is shared, not copied.
  ///
  /// @param offset of the first vector
  /// @param stride from one vector to the next
  public Batch(float[] data, int offset, int stride) {
    this(data, offset, stride, MemorySegment.ofArray(data));
  }

  private Batch(float[] data, int offset, int stride, MemorySegment segment) {
    this.data = data;
    this.offset = offset;
    this.stride = stride;
    this.segment = segment;
  }

  /// Returns whether this is the view of an array, whatever that holds, with a place in it.
  @SuppressWarnings("ReferenceEquality")
  public boolean is(float[] otherData, int otherOffset, int otherStride) {
    return data == otherData && offset == otherOffset && stride == otherStride;
  }

  /// Returns a batch of vectors of this width, one behind the other from index 0.
  public static Batch of(float[] data, int width) {
    return new Batch(data, 0, width);
  }

  /// Returns the batch of what lies some elements further on in each vector.
  public Batch at(int element) {
    return new Batch(data, offset + element, stride, segment);
  }

  /// Returns a view for each vector of these, which begins with it.
  public static Batch[] each(float[] data, int width) {
    Batch all = of(data, width);
    Batch[] views = new Batch[width == 0 ? 0 : data.length / width];
    Arrays.setAll(views, vector -> all.at(vector * width));
    return views;
  }

  int start(int vector) {
    return offset + vector * stride;
  }
}
