package assay.scorers.code;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// What a judge says about one program.
///
/// @param verdict the verdict of the test that decided
/// @param failingTest number of the first test that did not pass, from 1
/// @param officialCode the code that LiveCodeBench's grader gives a failure; only from the judge
///   that reproduces it
/// @param times one for each test that was run, in order
/// @param timingSuspect whether a test ran out of time while the machine was busy with something
///   else, so that it was run again alone
record CodeVerdict(
    TestVerdict verdict,
    OptionalInt failingTest,
    OptionalInt officialCode,
    List<TestTime> times,
    boolean timingSuspect) {

  CodeVerdict {
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(failingTest);
    Objects.requireNonNull(officialCode);
    times = List.copyOf(times);
  }

  static CodeVerdict passed(List<TestTime> times, boolean timingSuspect) {
    return new CodeVerdict(
        new TestVerdict.Passed(), OptionalInt.empty(), OptionalInt.empty(), times, timingSuspect);
  }

  /// Returns whether the program passed all its tests.
  boolean passed() {
    return verdict instanceof TestVerdict.Passed;
  }

  /// Returns whether the last test ran into the time limit and may have been starved.
  boolean starved(Duration limit) {
    return verdict instanceof TestVerdict.Failed(String rule, String _)
        && rule.equals(TestVerdict.TIME_LIMIT)
        && !times.isEmpty()
        && times.getLast().starved(limit);
  }

  /// Returns this verdict with the mark that it comes from a second run.
  CodeVerdict afterStarvedRun() {
    return new CodeVerdict(verdict, failingTest, officialCode, times, true);
  }
}
