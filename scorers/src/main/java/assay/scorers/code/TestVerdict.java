package assay.scorers.code;

import assay.results.Cause;

/// What one test says about a program.
sealed interface TestVerdict {

  /// The program did what the test expects.
  record Passed() implements TestVerdict {}

  /// It did not.
  ///
  /// @param rule the kind of failure, as reports group it
  /// @param detail what a reader wants to know beyond that
  record Failed(String rule, String detail) implements TestVerdict {}

  /// The test says nothing about the program.
  record Unjudged(Cause cause, String detail) implements TestVerdict {}
}
