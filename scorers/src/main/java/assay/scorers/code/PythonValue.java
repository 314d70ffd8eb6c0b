package assay.scorers.code;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A value as Python holds it, rebuilt outside of Python.
sealed interface PythonValue {

  /// `None`, and JSON's `null`.
  record None() implements PythonValue {
    @Override
    public String toString() {
      return "None";
    }
  }

  /// `True` or `False`.
  record Bool(boolean value) implements PythonValue {
    @Override
    public String toString() {
      return value ? "True" : "False";
    }
  }

  /// An integer of any size.
  record Int(BigInteger value) implements PythonValue {
    @Override
    public String toString() {
      // Decimal digits cost quadratic time; nobody reads so many.
      return value.bitLength() > 1024
          ? "an integer of " + value.bitLength() + " bits"
          : value.toString();
    }
  }

  /// A double-precision number.
  record Real(double value) implements PythonValue {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /// A string.
  record Str(String value) implements PythonValue {
    @Override
    public String toString() {
      return "'" + value + "'";
    }
  }

  /// A fraction or a decimal number of Python's own types, in lowest terms.
  ///
  /// @param above the numerator
  /// @param below the denominator, above zero
  record Ratio(BigInteger above, BigInteger below) implements PythonValue {
    @Override
    public String toString() {
      return "the fraction " + new Int(above) + "/" + new Int(below);
    }
  }

  /// A tuple.
  record Tuple(List<PythonValue> items) implements PythonValue {
    public Tuple {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
    }
  }

  /// A numpy array.
  ///
  /// @param items its items as nested lists, or a number where it has no dimension
  record Array(PythonValue items) implements PythonValue {
    @Override
    public String toString() {
      return "array(" + items + ")";
    }
  }

  /// A list, or a JSON array.
  record Sequence(List<PythonValue> items) implements PythonValue {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /// A dictionary, or a JSON object, in the order of its keys.
  record Dict(Map<PythonValue, PythonValue> entries) implements PythonValue {
    public Dict {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /// A value that no JSON text can stand for: a set, a generator, an object of the program's own.
  record Other(String type) implements PythonValue {
    @Override
    public String toString() {
      return "a value of type " + type;
    }
  }
}
