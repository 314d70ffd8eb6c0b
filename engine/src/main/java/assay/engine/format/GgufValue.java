package assay.engine.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// One metadata value of a GGUF file, as read by [GgufFile] and written by [GgufWriter].
public sealed interface GgufValue {
  /// A text.
  record Text(String value) implements GgufValue {}

  /// A whole number.
  ///
  /// @param type an integer type
  /// @param value for [GgufType#UINT64] the 64 bits, so that numbers from 2^63 on are negative here
  record Whole(GgufType type, long value) implements GgufValue {
    /// Checks that the type is an integer type that can hold the value.
    public Whole {
      if (!type.isInteger() || !fits(type, value)) {
        throw new IllegalArgumentException(value + " is no " + type);
      }
    }
  }

  /// A floating-point number.
  ///
  /// @param type [GgufType#FLOAT32] or [GgufType#FLOAT64]
  record Real(GgufType type, double value) implements GgufValue {
    /// Checks the type.
    public Real {
      if (!type.isReal()) {
        throw new IllegalArgumentException(type + " is no floating-point type");
      }
    }
  }

  /// A truth value.
  record Bool(boolean value) implements GgufValue {}

  /// An array of texts.
  record Texts(List<String> values) implements GgufValue {
    /// Copies the list.
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// An array of numbers or truth values, kept in the bytes of the file.
  ///
  /// @param elementType neither [GgufType#STRING] nor [GgufType#ARRAY]
  /// @param littleEndian the elements one after the other; must not be changed
  record Numbers(GgufType elementType, MemorySegment littleEndian) implements GgufValue {
    /// Returns the number of elements.
    public int count() {
      return Math.toIntExact(littleEndian.byteSize() / elementType.minimumBytes());
    }

    /// Returns element `index` as a whole number; see [Whole#value] for [GgufType#UINT64].
    public long whole(int index) {
      return readWhole(elementType, littleEndian, (long) index * elementType.minimumBytes());
    }

    /// Returns element `index` of a floating-point array.
    public double real(int index) {
      return readReal(elementType, littleEndian, (long) index * elementType.minimumBytes());
    }
  }

  /// Returns a text value.
  static GgufValue text(String value) {
    return new Text(value);
  }

  /// Returns an unsigned 32-bit value, the usual type of sizes and token ids.
  static GgufValue uint32(long value) {
    return new Whole(GgufType.UINT32, value);
  }

  /// Returns a 32-bit floating-point value.
  static GgufValue float32(float value) {
    return new Real(GgufType.FLOAT32, value);
  }

  /// Returns a truth value.
  static GgufValue bool(boolean value) {
    return new Bool(value);
  }

  /// Returns an array of texts.
  static GgufValue texts(List<String> values) {
    return new Texts(values);
  }

  /// Returns an array of signed 32-bit values.
  static GgufValue int32s(int... values) {
    MemorySegment bytes =
        MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Integer.BYTES)]);
    for (int i = 0; i < values.length; i++) {
      bytes.set(Layouts.INT, (long) i * Integer.BYTES, values[i]);
    }
    return new Numbers(GgufType.INT32, bytes.asReadOnly());
  }

  /// Returns an array of 32-bit floating-point values.
  static GgufValue float32s(float... values) {
    MemorySegment bytes =
        MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Float.BYTES)]);
    for (int i = 0; i < values.length; i++) {
      bytes.set(Layouts.FLOAT, (long) i * Float.BYTES, values[i]);
    }
    return new Numbers(GgufType.FLOAT32, bytes.asReadOnly());
  }

  private static boolean fits(GgufType type, long value) {
    return switch (type) {
      case UINT8 -> value >= 0 && value < 1 << 8;
      case INT8 -> value == (byte) value;
      case UINT16 -> value >= 0 && value < 1 << 16;
      case INT16 -> value == (short) value;
      case UINT32 -> value >= 0 && value < 1L << 32;
      case INT32 -> value == (int) value;
      case UINT64, INT64 -> true;
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> false;
    };
  }

  private static long readWhole(GgufType type, MemorySegment bytes, long offset) {
    return switch (type) {
      case UINT8, BOOL -> Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, offset));
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, offset);
      case UINT16 -> Short.toUnsignedLong(bytes.get(Layouts.SHORT, offset));
      case INT16 -> bytes.get(Layouts.SHORT, offset);
      case UINT32 -> Integer.toUnsignedLong(bytes.get(Layouts.INT, offset));
      case INT32 -> bytes.get(Layouts.INT, offset);
      case UINT64, INT64 -> bytes.get(Layouts.LONG, offset);
      case FLOAT32, FLOAT64, STRING, ARRAY ->
          throw new IllegalArgumentException(type + " is no integer type");
    };
  }

  private static double readReal(GgufType type, MemorySegment bytes, long offset) {
    return switch (type) {
      case FLOAT32 -> bytes.get(Layouts.FLOAT, offset);
      case FLOAT64 -> bytes.get(Layouts.DOUBLE, offset);
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64, BOOL, STRING, ARRAY ->
          throw new IllegalArgumentException(type + " is no floating-point type");
    };
  }
}
