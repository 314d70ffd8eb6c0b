package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// One Python program that is loaded once and then waits for its tests.
///
/// Nothing here may hold an expected output: all of it becomes readable to the program.
///
/// @param mode how it is driven
/// @param code the program's text
/// @param function the function or method that every test calls; without one the whole program runs
///   on every test's standard input
/// @param testTime wall time for loading the program, and again for each test
/// @param limits what the program may use over all its tests together
public record SessionRequest(
    Mode mode, String code, Optional<String> function, Duration testTime, ExecutionLimits limits) {

  /// How a program is driven.
  public enum Mode {
    /// All tests in one process, as LiveCodeBench's own grader does it. A test's input is what the
    /// benchmark has: standard input, or a line of JSON for each argument.
    OFFICIAL,
    /// One test, whose input is a JSON object: `context`, the code that stands before the solution,
    /// and `checks`, the code that calls the function by its name and raises an error if it is
    /// wrong. The checks run in another process than the program.
    CHECKS
  }

  public SessionRequest {
    Objects.requireNonNull(mode);
    Objects.requireNonNull(code);
    Objects.requireNonNull(function);
    Objects.requireNonNull(testTime);
    Objects.requireNonNull(limits);
  }
}
