package assay.scorers.code;

import java.math.BigInteger;
import java.util.List;

/// The beginning of a text or a value in quotes, as long as fits a table, for a verdict's detail.
///
/// Of a value nothing is written that is not shown: a program may return one whose text would have
/// the size of the memory.
final class Excerpt {
  private static final int CHARACTERS = 80;

  /// Decimal digits cost quadratic time; nobody reads so many.
  private static final int MOST_BITS = 1024;

  private final StringBuilder shown = new StringBuilder();
  private int room = CHARACTERS;
  private long length;

  private Excerpt() {}

  /// Returns the beginning of a text.
  static String of(String text) {
    Excerpt excerpt = new Excerpt();
    excerpt.add(text);
    return excerpt.quoted();
  }

  /// Returns the beginning of a value as Python writes it.
  static String of(PythonValue value) {
    Excerpt excerpt = new Excerpt();
    excerpt.add(value);
    return excerpt.quoted();
  }

  private String quoted() {
    String beginning = Printable.line(shown.toString());
    return length <= CHARACTERS
        ? "\"" + beginning + "\""
        : "\"" + beginning + "… (" + length + " characters)\"";
  }

  private void add(String text) {
    int count = text.codePointCount(0, text.length());
    length += count;
    int taken = Math.min(room, count);
    shown.append(text, 0, text.offsetByCodePoints(0, taken));
    room -= taken;
  }

  private void add(PythonValue value) {
    switch (value) {
      case PythonValue.None _ -> add("None");
      case PythonValue.Bool(boolean truth) -> add(truth ? "True" : "False");
      case PythonValue.Int(BigInteger integer) -> add(digits(integer));
      case PythonValue.Real(double number) -> add(Double.toString(number));
      case PythonValue.Str(String text) -> {
        add("'");
        add(text);
        add("'");
      }
      case PythonValue.Ratio(BigInteger above, BigInteger below) ->
          add("the fraction " + digits(above) + "/" + digits(below));
      case PythonValue.Tuple(List<PythonValue> items) -> addAll("(", items, ")");
      case PythonValue.Sequence(List<PythonValue> items) -> addAll("[", items, "]");
      case PythonValue.Array(PythonValue items) -> addAll("array(", List.of(items), ")");
      case PythonValue.Dict(List<PythonValue.Entry> entries) -> addEntries(entries);
      case PythonValue.Other(String type) -> {
        add("a value of type ");
        add(type);
      }
    }
  }

  private void addAll(String open, List<PythonValue> items, String close) {
    add(open);
    String before = "";
    for (PythonValue item : items) {
      add(before);
      add(item);
      before = ", ";
    }
    add(close);
  }

  private void addEntries(List<PythonValue.Entry> entries) {
    String before = "{";
    for (PythonValue.Entry entry : entries) {
      add(before);
      add(entry.key());
      add(": ");
      add(entry.value());
      before = ", ";
    }
    add(entries.isEmpty() ? "{}" : "}");
  }

  private static String digits(BigInteger integer) {
    return integer.bitLength() > MOST_BITS
        ? "an integer of " + integer.bitLength() + " bits"
        : integer.toString();
  }
}
