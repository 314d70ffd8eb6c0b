package assay.results;

import java.util.Objects;

/// One test of a programming problem.
///
/// @param kind how input and output are to be read
/// @param input the program's standard input, or one JSON value a line for each argument, or the
///   code that stands before a solution
/// @param output the expected standard output, or the expected return value as JSON, or the code
///   that checks a solution
public record TestCase(Kind kind, String input, String output) {

  public TestCase {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(input);
    Objects.requireNonNull(output);
  }

  /// How a test exercises the program (LiveCodeBench's `testtype`).
  public enum Kind {
    /// The program reads standard input and writes standard output.
    STDIN,
    /// A function is called and its return value compared.
    FUNCTIONAL,
    /// Code calls the function and raises an error if it is wrong (HumanEval, MBPP).
    CHECKS,
    /// Such code that bounds the time of each call itself, and of all of them to about a minute
    /// (EvalPlus).
    TIMED_CHECKS
  }
}
