package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// One Python program to be judged test by test within one process, as LiveCodeBench's own grader
/// does it.
///
/// Nothing here may hold an expected output: all of it becomes readable to the program.
///
/// @param code the program's text
/// @param function the function or method that every test calls; without one the whole program runs
///   on every test's standard input
/// @param testTime wall time for loading the program, and again for each test
/// @param limits what the program may use over all its tests together
public record SessionRequest(
    String code, Optional<String> function, Duration testTime, ExecutionLimits limits) {

  public SessionRequest {
    Objects.requireNonNull(code);
    Objects.requireNonNull(function);
    Objects.requireNonNull(testTime);
    Objects.requireNonNull(limits);
  }
}
