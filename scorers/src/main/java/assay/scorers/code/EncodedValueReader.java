package assay.scorers.code;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads a value as `encode.py` writes it, within bounds that hold whatever a program wrote there
/// in its place: a number of parts, a depth, time and memory linear in the text.
///
/// The encoder has the same bounds and says `["large", ...]` where a value goes beyond them.
final class EncodedValueReader {
  /// Values within a value, itself and the keys of dictionaries included.
  static final int MOST_PARTS = 1_000_000;

  /// How deep the parts of a value may lie in it.
  static final int DEEPEST = 200;

  private static final String PARTS = "of more than %,d parts".formatted(MOST_PARTS);
  private static final String LEVELS = "nested deeper than %d levels".formatted(DEEPEST);

  /// Fewer hexadecimal digits than these fit a positive `long`.
  private static final int LONG_DIGITS = 16;

  /// `float.hex` of the smallest double has 24 characters.
  private static final int LONGEST_FLOAT = 40;

  private final JsonParser json;
  private int parts;

  private EncodedValueReader(JsonParser json) {
    this.json = json;
  }

  /// Returns what the text stands for.
  static ReturnedValue read(String encoded) {
    try (JsonParser json = UntrustedJson.parser(encoded)) {
      EncodedValueReader reader = new EncodedValueReader(json);
      PythonValue value = reader.value(0);
      return json.nextToken() == null
          ? new ReturnedValue.Decoded(value)
          : new ReturnedValue.Unreadable();
    } catch (Excess excess) {
      return new ReturnedValue.Excessive(excess.getMessage());
    } catch (StreamConstraintsException deep) {
      return new ReturnedValue.Excessive(LEVELS);
    } catch (IOException | Malformed | NumberFormatException e) {
      return new ReturnedValue.Unreadable();
    }
  }

  private PythonValue value(int depth) throws IOException {
    require(JsonToken.START_ARRAY);
    return opened(depth);
  }

  /// Reads the rest of a value whose bracket was read.
  private PythonValue opened(int depth) throws IOException {
    if (++parts > MOST_PARTS) {
      throw new Excess(PARTS);
    }
    if (depth > DEEPEST) {
      throw new Excess(LEVELS);
    }
    PythonValue value = content(text(), depth);
    require(JsonToken.END_ARRAY);
    return value;
  }

  private PythonValue content(String tag, int depth) throws IOException {
    return switch (tag) {
      case "none" -> new PythonValue.None();
      case "bool" -> new PythonValue.Bool(truth());
      case "int" -> new PythonValue.Int(integer(text()));
      case "float" -> new PythonValue.Real(number(text()));
      case "str" -> new PythonValue.Str(text());
      case "list" -> new PythonValue.Sequence(items(depth + 1));
      case "tuple" -> new PythonValue.Tuple(items(depth + 1));
      case "array" -> new PythonValue.Array(single(items(depth + 1)));
      case "fraction" -> ratio();
      case "set" -> set();
      case "dict" -> new PythonValue.Dict(entries(depth + 1));
      case "other" -> new PythonValue.Other(text());
      case "large" -> throw new Excess(excess(text()));
      default -> throw new Malformed();
    };
  }

  private List<PythonValue> items(int depth) throws IOException {
    require(JsonToken.START_ARRAY);
    List<PythonValue> items = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_ARRAY) {
      items.add(opened(depth));
    }
    requireCurrent(JsonToken.END_ARRAY);
    return items;
  }

  private List<PythonValue.Entry> entries(int depth) throws IOException {
    require(JsonToken.START_ARRAY);
    List<PythonValue.Entry> entries = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_ARRAY) {
      entries.add(new PythonValue.Entry(value(depth), value(depth)));
      require(JsonToken.END_ARRAY);
    }
    requireCurrent(JsonToken.END_ARRAY);
    return entries;
  }

  private static PythonValue single(List<PythonValue> items) {
    if (items.size() != 1) {
      throw new Malformed();
    }
    return items.getFirst();
  }

  /// A set equals nothing that a test can expect, so that its items are not kept.
  private PythonValue set() throws IOException {
    require(JsonToken.START_ARRAY);
    json.skipChildren();
    return new PythonValue.Other("set");
  }

  private PythonValue ratio() throws IOException {
    require(JsonToken.START_ARRAY);
    BigInteger above = integer(text());
    BigInteger below = integer(text());
    require(JsonToken.END_ARRAY);
    if (below.signum() <= 0) {
      throw new Malformed();
    }
    return new PythonValue.Ratio(above, below);
  }

  /// Reads Python's `hex(i)` byte by byte: a program may return millions of digits, for which
  /// reading a number from text would take quadratic time.
  private static BigInteger integer(String hex) {
    boolean negative = hex.startsWith("-");
    int start = negative ? 3 : 2;
    if (hex.length() <= start || !hex.startsWith("0x", start - 2) || !allDigits(hex, start)) {
      throw new Malformed();
    }
    if (hex.length() - start < LONG_DIGITS) {
      long absolute = Long.parseLong(hex, start, hex.length(), 16);
      return BigInteger.valueOf(negative ? -absolute : absolute);
    }
    String digits = hex.substring(start);
    byte[] magnitude = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    BigInteger absolute = new BigInteger(1, magnitude);
    return negative ? absolute.negate() : absolute;
  }

  private static boolean allDigits(String hex, int start) {
    for (int i = start; i < hex.length(); i++) {
      if (!HexFormat.isHexDigit(hex.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Reads Python's `float.hex(x)`, which is Java's notation but for the three special values.
  private static double number(String hex) {
    if (hex.length() > LONGEST_FLOAT) {
      throw new Malformed();
    }
    return switch (hex) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(hex);
    };
  }

  private static String excess(String which) {
    return switch (which) {
      case "parts" -> PARTS;
      case "levels" -> LEVELS;
      default -> throw new Malformed();
    };
  }

  private String text() throws IOException {
    require(JsonToken.VALUE_STRING);
    return json.getText();
  }

  private boolean truth() throws IOException {
    JsonToken token = json.nextToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw new Malformed();
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private void require(JsonToken wanted) throws IOException {
    json.nextToken();
    requireCurrent(wanted);
  }

  private void requireCurrent(JsonToken wanted) {
    if (json.currentToken() != wanted) {
      throw new Malformed();
    }
  }

  /// Not what the worker writes. Caught in this class.
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// More than is read. Caught in this class.
  private static final class Excess extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Excess(String how) {
      super(how);
    }
  }
}
