package assay.engine.format;

import assay.engine.format.MalformedModelException.FilePlace;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The parsed header of a safetensors file: its tensors, checked against the file.
///
/// Layout: length of the header in eight bytes, little-endian; the header, a JSON object of tensor
/// descriptions; tensor data without gaps. Source: safetensors, `README.md`, "Format".
///
/// @param tensors in the order of their data
record SafetensorsHeader(List<StoredTensor> tensors) {
  /// Room for a hundred thousand tensors, more than any published file holds. What JSON takes in
  /// memory is a few dozen times its length.
  private static final long LONGEST = 16 << 20;

  private static final String METADATA = "__metadata__";
  private static final int MAXIMUM_DIMENSIONS = 5; // of the layers that take pictures in
  private static final String DAMAGED =
      "The file is damaged or its download was cut off: fetch it again";

  static SafetensorsHeader read(Path path, MemorySegment bytes) {
    long length = readLength(path, bytes);
    DataRange data = new DataRange(path, Long.BYTES + length, bytes.byteSize());
    String text = decode(path, bytes.asSlice(Long.BYTES, length));
    List<StoredTensor> tensors = new ArrayList<>();
    JsonElement.parse(path, text)
        .members()
        .forEach(
            (name, member) -> {
              if (name.equals(METADATA)) {
                member.members().values().forEach(JsonElement::text);
              } else {
                tensors.add(readTensor(name, member, data));
              }
            });
    return new SafetensorsHeader(data.requireFilled(tensors));
  }

  private static long readLength(Path path, MemorySegment bytes) {
    if (bytes.byteSize() < Long.BYTES) {
      throw new MalformedModelException(
          FilePlace.at(path, "header length", 0),
          "the file ends inside it",
          Long.BYTES + " bytes",
          bytes.byteSize() + " bytes up to the end",
          DAMAGED);
    }
    long length = bytes.get(Layouts.LONG, 0);
    long limit = Math.min(LONGEST, bytes.byteSize() - Long.BYTES);
    if (length < 2 || length > limit) {
      throw new MalformedModelException(
          FilePlace.at(path, "header length", 0),
          "this is no safetensors file, or it is cut off",
          "2 to %d bytes of header in a file of %d".formatted(limit, bytes.byteSize()),
          Long.toUnsignedString(length),
          "Give the path of a model in safetensors format, or fetch it again");
    }
    return length;
  }

  private static String decode(Path path, MemorySegment header) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(header.asByteBuffer()).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedModelException(
          FilePlace.at(path, "header", Long.BYTES),
          "the header is not UTF-8",
          "JSON in UTF-8",
          "other bytes",
          DAMAGED);
    }
  }

  private static StoredTensor readTensor(String name, JsonElement member, DataRange data) {
    member.allowOnly(Set.of("dtype", "shape", "data_offsets"));
    StoredType type = readType(name, member.require("dtype"));
    Shape shape = readShape(member.require("shape"));
    List<JsonElement> offsets = member.require("data_offsets").items();
    if (offsets.size() != 2) {
      throw member
          .require("data_offsets")
          .fault("not the start and end of its data", "2 numbers", String.valueOf(offsets.size()));
    }
    long start = offsets.get(0).integer();
    long end = offsets.get(1).integer();
    return data.locate(name, type, shape, start, end);
  }

  private static StoredType readType(String tensor, JsonElement member) {
    return Stream.of(StoredType.values())
        .filter(type -> type.name().equals(member.text()))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedModelException(
                    FilePlace.ofTensor(member.file(), tensor),
                    "the engine does not run this weight type in safetensors files",
                    "one of " + Arrays.toString(StoredType.values()),
                    member.text(),
                    "Use a checkpoint of the model in one of these types"));
  }

  /// A scalar, whose shape is empty, is read as one element.
  private static Shape readShape(JsonElement member) {
    List<Long> dimensions = new ArrayList<>();
    long elements = 1;
    for (JsonElement item : member.items()) {
      long dimension = item.integer();
      if (dimension < 1 || dimension > Long.MAX_VALUE / Long.BYTES / elements) {
        throw item.fault(
            "impossible dimension", "from 1, the product below 2^60", String.valueOf(dimension));
      }
      elements *= dimension;
      dimensions.add(dimension);
    }
    if (dimensions.size() > MAXIMUM_DIMENSIONS) {
      throw member.fault(
          "impossible number of dimensions",
          "at most " + MAXIMUM_DIMENSIONS,
          String.valueOf(dimensions.size()));
    }
    return dimensions.isEmpty() ? Shape.of(1) : new Shape(dimensions);
  }
}
