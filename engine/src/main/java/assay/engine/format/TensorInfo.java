package assay.engine.format;

/// Where a tensor lies in its file, and how it is stored.
///
/// @param name as in the file
/// @param dtype how its numbers are stored
/// @param shape dimensions, slowest first
/// @param offsetBytes of its first byte from the start of the file
public record TensorInfo(String name, DType dtype, Shape shape, long offsetBytes) {
  /// Returns the size of the tensor's data in bytes.
  public long byteSize() {
    return dtype.byteSize(shape.elements());
  }

  /// Returns the offset of the first byte behind the tensor's data.
  public long endBytes() {
    return offsetBytes + byteSize();
  }
}
