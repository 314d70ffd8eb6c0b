package assay.engine.format;

/// A tensor of a safetensors file.
///
/// @param name as in the file
/// @param type how its numbers are stored
/// @param shape dimensions, slowest first
/// @param offsetBytes of its first byte from the start of the file
public record StoredTensor(String name, StoredType type, Shape shape, long offsetBytes) {
  /// Returns the size of the tensor's data in bytes.
  public long byteSize() {
    return type.byteSize(shape.elements());
  }

  /// Returns the offset of the first byte behind the tensor's data.
  public long endBytes() {
    return offsetBytes + byteSize();
  }
}
