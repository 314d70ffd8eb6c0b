package assay.engine.format;

import assay.engine.format.MalformedModelException.FilePlace;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parsed header of a GGUF file: metadata and the list of tensors, checked against the file.
///
/// Layout: magic, version, tensor count, key count, keys with values, tensor descriptions, padding
/// to the alignment, tensor data. Source: ggml, `docs/gguf.md`.
record GgufHeader(int version, GgufMetadata metadata, List<TensorInfo> tensors) {
  private static final int MAGIC = 0x46554747; // "GGUF" read as a little-endian number
  private static final int MAXIMUM_DIMENSIONS = 4; // GGML_MAX_DIMS
  static final String ALIGNMENT_KEY = "general.alignment";
  private static final long DEFAULT_ALIGNMENT = 32; // docs/gguf.md, "general.alignment"
  private static final String NOT_SOUND =
      "The file is damaged or was written wrongly: fetch it again";

  static GgufHeader read(Path path, MemorySegment bytes) {
    GgufCursor cursor = new GgufCursor(path, bytes);
    int version = readVersion(path, cursor);
    // A tensor's description takes at least 8 (name) + 4 (dimensions) + 8 (one of them) + 4 + 8
    // bytes, a key at least 8 (name) + 4 (type) + 1 (value).
    int tensorCount = cursor.count("tensors", 32);
    int keyCount = cursor.count("keys", 13);
    GgufMetadata metadata = readMetadata(path, cursor, keyCount);
    long alignment = alignment(path, metadata);
    List<RawTensor> raw = readTensors(path, cursor, tensorCount);
    long dataStart = Math.ceilDiv(cursor.offset(), alignment) * alignment;
    DataSection section = new DataSection(path, dataStart, bytes.byteSize(), alignment);
    return new GgufHeader(version, metadata, section.locate(raw));
  }

  private static int readVersion(Path path, GgufCursor cursor) {
    int magic = cursor.int32();
    if (magic != MAGIC) {
      throw new MalformedModelException(
          FilePlace.at(path, "header", 0),
          "this is no GGUF file",
          "the bytes 47 47 55 46 (\"GGUF\")",
          "%02x %02x %02x %02x"
              .formatted(magic & 0xff, magic >> 8 & 0xff, magic >> 16 & 0xff, magic >>> 24),
          "Give the path of a model in GGUF format");
    }
    int version = cursor.int32();
    if (version != 2 && version != 3) {
      boolean bigEndian = Integer.reverseBytes(version) == 3;
      throw new MalformedModelException(
          FilePlace.at(path, "header", 4),
          "GGUF version is not supported",
          "version 2 or 3, little-endian",
          bigEndian ? "a big-endian file" : "version " + Integer.toUnsignedString(version),
          "Convert the model again with a current llama.cpp");
    }
    return version;
  }

  private static GgufMetadata readMetadata(Path path, GgufCursor cursor, int keyCount) {
    Map<String, GgufValue> values = new LinkedHashMap<>();
    for (int i = 0; i < keyCount; i++) {
      cursor.enter("name of key " + (i + 1) + " of " + keyCount);
      long start = cursor.offset();
      String key = cursor.text();
      cursor.enter("key \"" + key + "\"");
      GgufValue value = cursor.value(cursor.type());
      if (values.putIfAbsent(key, value) != null) {
        throw new MalformedModelException(
            FilePlace.at(path, "key \"" + key + "\"", start),
            "the key appears twice",
            "each key once",
            "a second value",
            NOT_SOUND);
      }
    }
    return new GgufMetadata(path, values);
  }

  private static long alignment(Path path, GgufMetadata metadata) {
    long alignment = metadata.integer(ALIGNMENT_KEY).orElse(DEFAULT_ALIGNMENT);
    if (alignment < 1 || alignment > 1 << 30 || Long.bitCount(alignment) != 1) {
      throw new MalformedModelException(
          FilePlace.ofKey(path, ALIGNMENT_KEY),
          "alignment is not usable",
          "a power of two up to 2^30",
          String.valueOf(alignment),
          NOT_SOUND);
    }
    return alignment;
  }

  private static List<RawTensor> readTensors(Path path, GgufCursor cursor, int tensorCount) {
    List<RawTensor> tensors = new ArrayList<>();
    for (int i = 0; i < tensorCount; i++) {
      cursor.enter("name of tensor " + (i + 1) + " of " + tensorCount);
      String name = cursor.text();
      cursor.enter("tensor \"" + name + "\"");
      Shape shape = readShape(cursor);
      DType dtype = readDType(path, cursor, name);
      long start = cursor.offset();
      if (shape.columns() % dtype.blockElements() != 0) {
        throw cursor.fault(
            start,
            "rows of " + shape + " do not divide into " + dtype + " blocks",
            "a multiple of " + dtype.blockElements() + " columns",
            String.valueOf(shape.columns()));
      }
      tensors.add(new RawTensor(name, dtype, shape, start, cursor.int64()));
    }
    return tensors;
  }

  private static Shape readShape(GgufCursor cursor) {
    long start = cursor.offset();
    long dimensionCount = cursor.unsigned32();
    if (dimensionCount < 1 || dimensionCount > MAXIMUM_DIMENSIONS) {
      throw cursor.fault(
          start, "impossible number of dimensions", "1 to 4", String.valueOf(dimensionCount));
    }
    List<Long> dimensions = new ArrayList<>();
    for (int i = 0; i < dimensionCount; i++) {
      dimensions.addFirst(cursor.int64());
    }
    return checkedShape(dimensions)
        .orElseThrow(
            () ->
                cursor.fault(
                    start,
                    "impossible shape",
                    "dimensions from 1 whose product fits 2^63 - 1",
                    dimensions.toString()));
  }

  private static Optional<Shape> checkedShape(List<Long> dimensions) {
    long elements = 1;
    for (long dimension : dimensions) {
      if (dimension < 1 || dimension > Long.MAX_VALUE / Long.BYTES / elements) {
        return Optional.empty();
      }
      elements *= dimension;
    }
    return Optional.of(new Shape(dimensions));
  }

  private static DType readDType(Path path, GgufCursor cursor, String tensor) {
    long start = cursor.offset();
    long code = cursor.unsigned32();
    return DType.ofGgmlCode(code)
        .orElseThrow(
            () ->
                new MalformedModelException(
                    FilePlace.at(path, "tensor \"" + tensor + "\"", start),
                    "the engine does not run this weight type",
                    "one of " + List.of(DType.values()),
                    GgmlTypeName.of(code),
                    "Use a file of the model in one of these types"));
  }

  /// A tensor as described in the header.
  ///
  /// @param place offset of `relativeOffset` itself, for messages
  /// @param relativeOffset of the data from the start of the data section, not yet checked
  record RawTensor(String name, DType dtype, Shape shape, long place, long relativeOffset) {}
}
