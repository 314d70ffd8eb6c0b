package assay.engine.format;

import assay.engine.format.GgufValue.Bool;
import assay.engine.format.GgufValue.Numbers;
import assay.engine.format.GgufValue.Real;
import assay.engine.format.GgufValue.Text;
import assay.engine.format.GgufValue.Texts;
import assay.engine.format.GgufValue.Whole;
import assay.engine.format.MalformedModelException.FilePlace;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/// The key-value section of a GGUF file, read by type. A key that is absent gives an empty answer;
/// a key that holds something else is a [MalformedModelException] naming file, key, expected and
/// found type.
///
/// The values are copies: they stay valid when the file is closed.
public final class GgufMetadata {
  private final Path file;
  private final Map<String, GgufValue> values;

  GgufMetadata(Path file, Map<String, GgufValue> values) {
    this.file = file;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Returns the file that the metadata was read from.
  public Path file() {
    return file;
  }

  /// Returns all keys in file order.
  public Set<String> keys() {
    return values.keySet();
  }

  /// Returns the value of a key in whatever type it has.
  public Optional<GgufValue> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Returns whether a key has the same type and value here and there.
  boolean sameValue(String key, GgufMetadata other) {
    GgufValue here = values.get(key);
    GgufValue there = other.values.get(key);
    if (here instanceof Numbers a && there instanceof Numbers b) {
      boolean sameType = a.elementType() == b.elementType();
      return sameType && a.littleEndian().mismatch(b.littleEndian()) == -1;
    }
    return Objects.equals(here, there);
  }

  /// Returns a text.
  public Optional<String> string(String key) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case Text(String text) -> Optional.of(text);
      case GgufValue other -> throw wrongType(key, "a text", other);
    };
  }

  /// Returns a whole number of any integer type.
  public OptionalLong integer(String key) {
    return switch (values.get(key)) {
      case null -> OptionalLong.empty();
      case Whole whole when isSigned63(whole) -> OptionalLong.of(whole.value());
      case GgufValue other -> throw wrongType(key, "a whole number below 2^63", other);
    };
  }

  /// Returns a number of any floating-point or integer type.
  public OptionalDouble number(String key) {
    return switch (values.get(key)) {
      case null -> OptionalDouble.empty();
      case Real real -> OptionalDouble.of(real.value());
      case Whole whole when isSigned63(whole) -> OptionalDouble.of((double) whole.value());
      case GgufValue other -> throw wrongType(key, "a number", other);
    };
  }

  /// Returns a truth value.
  public Optional<Boolean> bool(String key) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case Bool(boolean value) -> Optional.of(value);
      case GgufValue other -> throw wrongType(key, "a truth value", other);
    };
  }

  /// Returns an array of texts; an empty list if the key is absent.
  public List<String> strings(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case Texts(List<String> texts) -> texts;
      case GgufValue other when isEmptyArray(other) -> List.of();
      case GgufValue other -> throw wrongType(key, "an array of texts", other);
    };
  }

  /// Returns an array of whole numbers that each fit 32 signed bits; an empty array if the key is
  /// absent.
  public int[] ints(String key) {
    return switch (values.get(key)) {
      case null -> new int[0];
      case Numbers numbers when numbers.elementType().isInteger() -> toInts(key, numbers);
      case GgufValue other when isEmptyArray(other) -> new int[0];
      case GgufValue other -> throw wrongType(key, "an array of whole numbers", other);
    };
  }

  /// Returns an array of truth values; an empty list if the key is absent.
  public List<Boolean> bools(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case Numbers numbers when numbers.elementType() == GgufType.BOOL ->
          IntStream.range(0, numbers.count()).mapToObj(i -> numbers.whole(i) != 0).toList();
      case GgufValue other when isEmptyArray(other) -> List.of();
      case GgufValue other -> throw wrongType(key, "an array of truth values", other);
    };
  }

  /// Returns an array of 32-bit floating-point numbers; an empty array if the key is absent.
  public float[] floats(String key) {
    return switch (values.get(key)) {
      case null -> new float[0];
      case Numbers numbers when numbers.elementType() == GgufType.FLOAT32 -> toFloats(numbers);
      case GgufValue other when isEmptyArray(other) -> new float[0];
      case GgufValue other -> throw wrongType(key, "an array of FLOAT32", other);
    };
  }

  private int[] toInts(String key, Numbers numbers) {
    int[] ints = new int[numbers.count()];
    for (int i = 0; i < ints.length; i++) {
      long whole = numbers.whole(i);
      if (whole != (int) whole) {
        throw new MalformedModelException(
            FilePlace.ofKey(file, key),
            "element " + i + " is out of range",
            "whole numbers that fit 32 signed bits",
            String.valueOf(whole),
            "The file was written wrongly: convert the model again");
      }
      ints[i] = (int) whole;
    }
    return ints;
  }

  private static float[] toFloats(Numbers numbers) {
    float[] floats = new float[numbers.count()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers.real(i);
    }
    return floats;
  }

  /// Writers give an empty array whatever element type they like.
  private static boolean isEmptyArray(GgufValue value) {
    return switch (value) {
      case Texts(List<String> texts) -> texts.isEmpty();
      case Numbers numbers -> numbers.count() == 0;
      case Text _, Whole _, Real _, Bool _ -> false;
    };
  }

  private static boolean isSigned63(Whole whole) {
    return whole.type() != GgufType.UINT64 || whole.value() >= 0;
  }

  private MalformedModelException wrongType(String key, String expected, GgufValue found) {
    return new MalformedModelException(
        FilePlace.ofKey(file, key),
        "value has the wrong type",
        expected,
        describe(found),
        "The file was written wrongly: convert the model again");
  }

  private static String describe(GgufValue value) {
    return switch (value) {
      case Text _ -> "a text";
      case Whole whole when !isSigned63(whole) -> Long.toUnsignedString(whole.value());
      case Whole whole -> whole.value() + " (" + whole.type() + ")";
      case Real real -> real.value() + " (" + real.type() + ")";
      case Bool(boolean truth) -> String.valueOf(truth);
      case Texts(List<String> texts) -> "an array of " + texts.size() + " texts";
      case Numbers numbers -> "an array of " + numbers.count() + " " + numbers.elementType();
    };
  }
}
