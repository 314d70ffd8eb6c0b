package assay.engine.format;

import assay.engine.format.GgufHeader.RawTensor;
import assay.engine.format.MalformedModelException.FilePlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The part of a GGUF file behind its header; checks that each tensor lies wholly inside, aligned,
/// and shares no byte with another.
///
/// @param start offset of the section in the file
/// @param end size of the file
record DataSection(Path path, long start, long end, long alignment) {
  private static final String CUT_OFF =
      "The file is damaged or its download was cut off: fetch it again";

  List<TensorInfo> locate(List<RawTensor> tensors) {
    List<TensorInfo> located = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RawTensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw fault(tensor, "the name appears twice", "each tensor once", "a second one");
      }
      located.add(locate(tensor));
    }
    requireApart(located);
    return List.copyOf(located);
  }

  private TensorInfo locate(RawTensor tensor) {
    long relative = tensor.relativeOffset();
    if (relative % alignment != 0) {
      throw fault(
          tensor,
          "data is not aligned",
          "an offset that is a multiple of " + alignment,
          Long.toUnsignedString(relative));
    }
    long size = tensor.dtype().byteSize(tensor.shape().elements());
    long room = end - start;
    if (relative < 0 || size > room || relative > room - size) {
      throw fault(
          tensor,
          "data reaches past the end of the file",
          size + " bytes from offset " + Long.toUnsignedString(relative) + " of the data section",
          "a data section of " + Math.max(0, room) + " bytes");
    }
    return new TensorInfo(tensor.name(), tensor.dtype(), tensor.shape(), start + relative);
  }

  private void requireApart(List<TensorInfo> tensors) {
    List<TensorInfo> ordered =
        tensors.stream().sorted(Comparator.comparingLong(TensorInfo::offsetBytes)).toList();
    for (int i = 1; i < ordered.size(); i++) {
      TensorInfo before = ordered.get(i - 1);
      TensorInfo after = ordered.get(i);
      if (after.offsetBytes() < before.endBytes()) {
        throw new MalformedModelException(
            FilePlace.at(path, "tensor \"" + after.name() + "\"", after.offsetBytes()),
            "data overlaps tensor \"" + before.name() + "\"",
            "data from byte " + before.endBytes() + " on",
            "byte " + after.offsetBytes(),
            CUT_OFF);
      }
    }
  }

  private MalformedModelException fault(
      RawTensor tensor, String what, String expected, String found) {
    FilePlace place = FilePlace.at(path, "tensor \"" + tensor.name() + "\"", tensor.place());
    return new MalformedModelException(place, what, expected, found, CUT_OFF);
  }
}
