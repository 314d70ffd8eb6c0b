package assay.scorers.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compares a returned value with the expected one as LiveCodeBench's grader does: a tuple becomes
/// a list at the top level only, then Python's `==` decides.
///
/// So `True` equals 1 and `3.0` equals 3, `0.1 + 0.2` is not 0.3, a nested tuple is no list and a
/// set is none. A numpy array compares item by item, and its truth value exists for one item only:
/// everything else is an error of the comparison, which the grader counts as the program's.
///
/// What differs from the grader: values are compared by what they hold. An object with an `__eq__`
/// of its own, which passes there whatever it is, equals nothing here; a subclass of a built-in
/// type equals what its base type holds.
///
/// Source: `grade_call_based` in `lcb_runner/evaluation/testing_util.py` (LiveCodeBench, commit
/// 28fef95).
final class OfficialEquality {
  private OfficialEquality() {}

  /// What the comparison comes to.
  enum Outcome {
    EQUAL,
    DIFFERENT,
    /// Python raises an error instead of an answer.
    RAISES
  }

  /// Returns what the comparison of a function's result comes to.
  static Outcome compare(PythonValue expected, PythonValue returned) {
    return equal(
        expected,
        returned instanceof PythonValue.Tuple(List<PythonValue> items)
            ? new PythonValue.Sequence(items)
            : returned);
  }

  private static Outcome equal(PythonValue expected, PythonValue actual) {
    if (actual instanceof PythonValue.Array(PythonValue items)) {
      return equalArray(expected, items);
    }
    return switch (expected) {
      case PythonValue.None _ -> of(actual instanceof PythonValue.None);
      case PythonValue.Bool _, PythonValue.Int _, PythonValue.Real _, PythonValue.Ratio _ ->
          of(PythonNumbers.equal(expected, actual));
      case PythonValue.Str text -> of(text.equals(actual));
      case PythonValue.Sequence(List<PythonValue> items) ->
          actual instanceof PythonValue.Sequence(List<PythonValue> others)
              ? equalItems(items, others)
              : Outcome.DIFFERENT;
      case PythonValue.Tuple(List<PythonValue> items) ->
          actual instanceof PythonValue.Tuple(List<PythonValue> others)
              ? equalItems(items, others)
              : Outcome.DIFFERENT;
      case PythonValue.Dict dict ->
          actual instanceof PythonValue.Dict other ? equalEntries(dict, other) : Outcome.DIFFERENT;
      case PythonValue.Array _, PythonValue.Other _ -> Outcome.DIFFERENT;
    };
  }

  private static Outcome of(boolean equal) {
    return equal ? Outcome.EQUAL : Outcome.DIFFERENT;
  }

  private static Outcome equalItems(List<PythonValue> expected, List<PythonValue> actual) {
    if (expected.size() != actual.size()) {
      return Outcome.DIFFERENT;
    }
    for (int i = 0; i < expected.size(); i++) {
      Outcome outcome = equal(expected.get(i), actual.get(i));
      if (outcome != Outcome.EQUAL) {
        return outcome;
      }
    }
    return Outcome.EQUAL;
  }

  private static Outcome equalEntries(PythonValue.Dict expected, PythonValue.Dict actual) {
    if (expected.entries().size() != actual.entries().size()) {
      return Outcome.DIFFERENT;
    }
    Map<String, PythonValue> values = actual.byText();
    for (PythonValue.Entry entry : expected.entries()) {
      PythonValue value =
          entry.key() instanceof PythonValue.Str(String key) ? values.get(key) : null;
      Outcome outcome = value == null ? Outcome.DIFFERENT : equal(entry.value(), value);
      if (outcome != Outcome.EQUAL) {
        return outcome;
      }
    }
    return Outcome.EQUAL;
  }

  private static Outcome equalArray(PythonValue expected, PythonValue actual) {
    List<PythonValue> wanted = new ArrayList<>();
    List<PythonValue> found = new ArrayList<>();
    collectLeaves(expected, wanted);
    collectLeaves(actual, found);
    return wanted.size() == 1 && found.size() == 1
        ? equal(wanted.getFirst(), found.getFirst())
        : Outcome.RAISES;
  }

  /// Adds the values within nested lists; more than two are not looked for.
  private static void collectLeaves(PythonValue value, List<PythonValue> leaves) {
    if (!(value instanceof PythonValue.Sequence(List<PythonValue> items))) {
      leaves.add(value);
      return;
    }
    for (PythonValue item : items) {
      if (leaves.size() > 1) {
        return;
      }
      collectLeaves(item, leaves);
    }
  }
}
