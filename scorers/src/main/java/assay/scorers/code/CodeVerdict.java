package assay.scorers.code;

import assay.results.Cause;
import assay.results.Score;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
/// @param compiling how long the compiler took, where there was one
record CodeVerdict(
    TestVerdict verdict,
    OptionalInt failingTest,
    OptionalInt officialCode,
    List<TestTime> times,
    boolean timingSuspect,
    Optional<TestTime> compiling) {

  /// The rule of a program that passed.
  static final String PASSED = "all-tests";

  CodeVerdict {
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(failingTest);
    Objects.requireNonNull(officialCode);
    times = List.copyOf(times);
    Objects.requireNonNull(compiling);
  }

  /// Returns a verdict on a program that was not compiled.
  CodeVerdict(
      TestVerdict verdict,
      OptionalInt failingTest,
      OptionalInt officialCode,
      List<TestTime> times,
      boolean timingSuspect) {
    this(verdict, failingTest, officialCode, times, timingSuspect, Optional.empty());
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
    return new CodeVerdict(verdict, failingTest, officialCode, times, true, compiling);
  }

  /// Returns this verdict with the time that the compiler took.
  ///
  /// @param suspect whether it was run again alone
  CodeVerdict compiledIn(TestTime time, boolean suspect) {
    return new CodeVerdict(
        verdict, failingTest, officialCode, times, timingSuspect || suspect, Optional.of(time));
  }

  /// Returns the verdict as a score.
  ///
  /// @param code the program's text
  /// @param tests how many the problem has
  Score score(String code, int tests) {
    return switch (verdict) {
      case TestVerdict.Passed _ -> new Score.Correct(code, PASSED);
      case TestVerdict.Failed(String rule, String detail) ->
          new Score.Wrong(code, rule, place(tests) + detail + remark());
      case TestVerdict.Unjudged(Cause cause, String detail) ->
          new Score.NotMeasured(cause, place(tests) + detail);
    };
  }

  private String place(int tests) {
    return failingTest.isPresent()
        ? "test %d of %d: ".formatted(failingTest.getAsInt(), tests)
        : "";
  }

  private String remark() {
    String code =
        officialCode.isPresent() ? " (official code %d)".formatted(officialCode.getAsInt()) : "";
    return timingSuspect ? code + "; timing-suspect: run again alone" : code;
  }
}
