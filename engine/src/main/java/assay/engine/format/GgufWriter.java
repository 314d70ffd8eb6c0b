package assay.engine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes a GGUF file, version 3: first collect keys and tensors, then [#write]. The same calls
/// give the same bytes.
///
/// ```java
/// new GgufWriter()
///     .put("general.architecture", GgufValue.text("qwen2"))
///     .tensor("output_norm.weight", DType.F32, Shape.of(64), () -> values)
///     .write(path);
/// ```
///
/// Not safe for use by several threads. Source: ggml, `docs/gguf.md`.
public final class GgufWriter {
  private static final int VERSION = 3;
  private static final int ALIGNMENT = 32; // docs/gguf.md: what readers assume without a key

  private final Map<String, GgufValue> values = new LinkedHashMap<>();
  private final List<Pending> tensors = new ArrayList<>();

  /// A tensor whose numbers are asked for when they are written, so that only one is in memory. One
  /// without numbers has zero bytes.
  private record Pending(
      String name, DType dtype, Shape shape, Optional<Supplier<float[]>> numbers) {}

  /// Adds a key.
  ///
  /// @throws IllegalArgumentException if the key was already added
  public GgufWriter put(String key, GgufValue value) {
    if (values.putIfAbsent(key, value) != null) {
      throw new IllegalArgumentException("key added twice: " + key);
    }
    return this;
  }

  /// Adds a tensor.
  ///
  /// @param numbers gives the elements in row-major order, rounded to `dtype` on writing
  /// @throws IllegalArgumentException if the name was already added, or the rows of `shape` are no
  ///   whole number of blocks of `dtype`
  public GgufWriter tensor(String name, DType dtype, Shape shape, Supplier<float[]> numbers) {
    return add(new Pending(name, dtype, shape, Optional.of(numbers)));
  }

  /// Adds a tensor whose bytes are all zero. They take no room on a file system that knows sparse
  /// files, so that a model of any size can be made for a test.
  ///
  /// @throws IllegalArgumentException if the name was already added, or the rows of `shape` are no
  ///   whole number of blocks of `dtype`
  public GgufWriter zeros(String name, DType dtype, Shape shape) {
    return add(new Pending(name, dtype, shape, Optional.empty()));
  }

  private GgufWriter add(Pending added) {
    String name = added.name();
    if (tensors.stream().anyMatch(tensor -> tensor.name().equals(name))) {
      throw new IllegalArgumentException("tensor added twice: " + name);
    }
    if (added.shape().columns() % added.dtype().blockElements() != 0) {
      throw new IllegalArgumentException(
          "%s: rows of %s are no whole number of %s blocks"
              .formatted(name, added.shape(), added.dtype()));
    }
    tensors.add(added);
    return this;
  }

  /// Writes the file, replacing one that is there.
  ///
  /// @throws IOException if the file cannot be written
  /// @throws IllegalArgumentException if a tensor's supplier gives another number of elements than
  ///   its shape has, or if a type is only read
  public void write(Path path) throws IOException {
    try (LittleEndianOutput out = new LittleEndianOutput(path)) {
      writeHeader(out);
      for (Pending tensor : tensors) {
        out.pad(ALIGNMENT);
        write(out, tensor);
      }
      out.pad(ALIGNMENT);
    }
  }

  private void writeHeader(LittleEndianOutput out) throws IOException {
    out.bytes(ByteBuffer.wrap("GGUF".getBytes(StandardCharsets.US_ASCII)));
    out.int32(VERSION);
    out.int64(tensors.size());
    out.int64(values.size());
    for (Map.Entry<String, GgufValue> entry : values.entrySet()) {
      out.text(entry.getKey());
      writeValue(out, entry.getValue());
    }
    long offset = 0;
    for (Pending tensor : tensors) {
      out.text(tensor.name());
      List<Long> dimensions = tensor.shape().dimensions();
      out.int32(dimensions.size());
      for (long dimension : dimensions.reversed()) {
        out.int64(dimension);
      }
      out.int32(tensor.dtype().ggmlCode());
      out.int64(offset);
      long size = tensor.dtype().byteSize(tensor.shape().elements());
      offset += Math.ceilDiv(size, ALIGNMENT) * ALIGNMENT;
    }
  }

  private static void writeValue(LittleEndianOutput out, GgufValue value) throws IOException {
    switch (value) {
      case GgufValue.Text(String text) -> {
        out.int32(GgufType.STRING.code());
        out.text(text);
      }
      case GgufValue.Whole(GgufType type, long whole) -> {
        out.int32(type.code());
        out.low(whole, type.minimumBytes());
      }
      case GgufValue.Real(GgufType type, double real) -> {
        out.int32(type.code());
        boolean single = type == GgufType.FLOAT32;
        long bits =
            single ? Float.floatToRawIntBits((float) real) : Double.doubleToRawLongBits(real);
        out.low(bits, type.minimumBytes());
      }
      case GgufValue.Bool(boolean truth) -> {
        out.int32(GgufType.BOOL.code());
        out.low(truth ? 1 : 0, 1);
      }
      case GgufValue.Texts(List<String> texts) -> {
        writeArrayHead(out, GgufType.STRING, texts.size());
        for (String text : texts) {
          out.text(text);
        }
      }
      case GgufValue.Numbers numbers -> {
        writeArrayHead(out, numbers.elementType(), numbers.count());
        out.bytes(numbers.littleEndian().asByteBuffer());
      }
    }
  }

  private static void writeArrayHead(LittleEndianOutput out, GgufType elementType, int count)
      throws IOException {
    out.int32(GgufType.ARRAY.code());
    out.int32(elementType.code());
    out.int64(count);
  }

  private static void write(LittleEndianOutput out, Pending tensor) throws IOException {
    if (tensor.numbers().isPresent()) {
      out.bytes(encode(tensor, tensor.numbers().get().get()));
    } else {
      // The last byte is written, so that the file is not shorter than its tensors.
      out.skip(tensor.dtype().byteSize(tensor.shape().elements()) - 1);
      out.low(0, 1);
    }
  }

  private static ByteBuffer encode(Pending tensor, float[] numbers) {
    if (numbers.length != tensor.shape().elements()) {
      throw new IllegalArgumentException(
          "%s: %d numbers for shape %s".formatted(tensor.name(), numbers.length, tensor.shape()));
    }
    return TensorEncoder.encode(tensor.dtype(), numbers).order(ByteOrder.LITTLE_ENDIAN);
  }
}
