package assay.scorers.code;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A value as Python holds it, rebuilt outside of Python.
sealed interface PythonValue {

  /// `None`, and JSON's `null`.
  record None() implements PythonValue {}

  /// `True` or `False`.
  record Bool(boolean value) implements PythonValue {}

  /// An integer of any size.
  record Int(BigInteger value) implements PythonValue {}

  /// A double-precision number.
  record Real(double value) implements PythonValue {}

  /// A string.
  record Str(String value) implements PythonValue {}

  /// A fraction or a decimal number of Python's own types, in lowest terms.
  ///
  /// @param above the numerator
  /// @param below the denominator, above zero
  record Ratio(BigInteger above, BigInteger below) implements PythonValue {}

  /// A tuple.
  record Tuple(List<PythonValue> items) implements PythonValue {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// A numpy array.
  ///
  /// @param items its items as nested lists, or a number where it has no dimension
  record Array(PythonValue items) implements PythonValue {}

  /// A list, or a JSON array.
  record Sequence(List<PythonValue> items) implements PythonValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A dictionary, or a JSON object, in the order of its keys.
  ///
  /// A list and no map: a program chooses its keys, and may choose them so that all have one hash.
  record Dict(List<Entry> entries) implements PythonValue {
    public Dict {
      entries = List.copyOf(entries);
    }

    /// Returns the values whose keys are strings, the only ones that a JSON object can ask for.
    Map<String, PythonValue> byText() {
      // Java's maps order strings of one hash, so that looking one up never takes linear time.
      Map<String, PythonValue> values = HashMap.newHashMap(entries.size());
      for (Entry entry : entries) {
        if (entry.key() instanceof Str(String text)) {
          values.put(text, entry.value());
        }
      }
      return values;
    }
  }

  /// One key of a dictionary with its value.
  record Entry(PythonValue key, PythonValue value) {}

  /// A value that no JSON text can stand for: a set, a generator, an object of the program's own.
  record Other(String type) implements PythonValue {}
}
