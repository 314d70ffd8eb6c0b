package assay.scorers.code;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares a returned value with the expected one, by value.
///
/// Numbers compare as in Python: exactly, across types (`3.0` is 3, `True` is 1). Only where a
/// fractional number is expected may the returned one differ, by at most 1e-5 or, for large
/// numbers, one part in 10⁹: the problems are LeetCode's, whose statements promise the first. A
/// tuple counts as a list at any depth, because the tests are JSON, which has no tuples. Nothing
/// else is lenient: a set is no list, the order of a list counts, text is case-sensitive.
///
/// The official LiveCodeBench grader compares with Python's `==` and turns a tuple into a list at
/// the top level only: it refuses `0.1 + 0.2` for 0.3 and nested tuples.
final class ValueComparison {
  private static final double ABSOLUTE_TOLERANCE = 1e-5;
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private ValueComparison() {}

  /// Returns whether the value is the expected one.
  static boolean accepts(PythonValue expected, PythonValue actual) {
    return switch (expected) {
      case PythonValue.None _ -> actual instanceof PythonValue.None;
      case PythonValue.Bool _ -> PythonNumbers.equal(expected, actual);
      case PythonValue.Int _ -> PythonNumbers.equal(expected, actual);
      case PythonValue.Real number -> PythonNumbers.equal(expected, actual) || near(number, actual);
      case PythonValue.Str text -> text.equals(actual);
      case PythonValue.Sequence list ->
          items(actual).filter(items -> acceptsAll(list.items(), items)).isPresent();
      case PythonValue.Dict dict ->
          actual instanceof PythonValue.Dict other && acceptsEntries(dict, other);
      case PythonValue.Ratio _, PythonValue.Tuple _, PythonValue.Array _, PythonValue.Other _ ->
          // JSON has none of these.
          false;
    };
  }

  private static Optional<List<PythonValue>> items(PythonValue actual) {
    return switch (actual) {
      case PythonValue.Sequence(List<PythonValue> items) -> Optional.of(items);
      case PythonValue.Tuple(List<PythonValue> items) -> Optional.of(items);
      case PythonValue.None _,
          PythonValue.Bool _,
          PythonValue.Int _,
          PythonValue.Real _,
          PythonValue.Ratio _,
          PythonValue.Str _,
          PythonValue.Array _,
          PythonValue.Dict _,
          PythonValue.Other _ ->
          Optional.empty();
    };
  }

  private static boolean acceptsAll(List<PythonValue> expected, List<PythonValue> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!accepts(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean acceptsEntries(PythonValue.Dict expected, PythonValue.Dict actual) {
    if (expected.entries().size() != actual.entries().size()) {
      return false;
    }
    Map<String, PythonValue> values = actual.byText();
    return expected.byText().entrySet().stream()
        .allMatch(
            entry ->
                values.containsKey(entry.getKey())
                    && accepts(entry.getValue(), values.get(entry.getKey())));
  }

  private static boolean near(PythonValue.Real expected, PythonValue actual) {
    Optional<BigDecimal> found = PythonNumbers.exact(actual);
    double wanted = expected.value();
    if (!Double.isFinite(wanted) || found.isEmpty()) {
      return false;
    }
    double difference = Math.abs(found.get().doubleValue() - wanted);
    return difference <= ABSOLUTE_TOLERANCE || difference <= RELATIVE_TOLERANCE * Math.abs(wanted);
  }
}
