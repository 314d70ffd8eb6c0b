package assay.engine.format;

import assay.engine.format.MalformedModelException.FilePlace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The part of a safetensors file behind its header, which the tensors fill without gap or overlap.
///
/// @param start offset of the part in the file
/// @param end size of the file
record DataRange(Path path, long start, long end) {
  private static final String DAMAGED =
      "The file is damaged or its download was cut off: fetch it again";

  /// Places a tensor.
  ///
  /// @param from first byte of its data, counted from the start of the part; not yet checked
  /// @param to behind its last byte
  StoredTensor locate(String name, StoredType type, Shape shape, long from, long to) {
    long room = end - start;
    FilePlace place = FilePlace.ofTensor(path, name);
    if (from < 0 || to < from || to > room) {
      throw new MalformedModelException(
          place,
          "data does not lie inside the file",
          "offsets from 0 to " + room,
          from + " to " + to,
          DAMAGED);
    }
    long size = type.byteSize(shape.elements());
    if (to - from != size) {
      throw new MalformedModelException(
          FilePlace.at(path, "tensor \"" + name + "\"", start + from),
          "data has the wrong size",
          "%d bytes for %s %s".formatted(size, type, shape),
          (to - from) + " bytes",
          DAMAGED);
    }
    return new StoredTensor(name, type, shape, start + from);
  }

  /// Returns the tensors in the order of their data, which must take each byte once.
  List<StoredTensor> requireFilled(List<StoredTensor> tensors) {
    List<StoredTensor> ordered =
        tensors.stream().sorted(Comparator.comparingLong(StoredTensor::offsetBytes)).toList();
    long expected = start;
    for (StoredTensor tensor : ordered) {
      if (tensor.offsetBytes() != expected) {
        throw new MalformedModelException(
            FilePlace.at(path, "tensor \"" + tensor.name() + "\"", tensor.offsetBytes()),
            tensor.offsetBytes() < expected
                ? "data overlaps the tensor before it"
                : "there is a gap before its data",
            "data from byte " + expected + " on",
            "byte " + tensor.offsetBytes(),
            DAMAGED);
      }
      expected = tensor.endBytes();
    }
    if (expected != end) {
      throw new MalformedModelException(
          FilePlace.at(path, "data", expected),
          "bytes behind the last tensor",
          "a file of " + expected + " bytes",
          end + " bytes",
          DAMAGED);
    }
    return ordered;
  }
}
