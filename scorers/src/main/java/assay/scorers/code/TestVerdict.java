package assay.scorers.code;

import assay.results.Cause;

/// What one test says about a program.
sealed interface TestVerdict {
  /// The rule of a failure: another output or value than expected.
  String WRONG_ANSWER = "wrong-answer";

  /// The rule of a failure: an error, a signal, or a program that cannot be loaded.
  String RUNTIME_ERROR = "runtime-error";

  /// The rule of a failure: no end within the time limit.
  String TIME_LIMIT = "time-limit";

  /// The rule of a failure: more memory than allowed.
  String MEMORY_LIMIT = "memory-limit";

  /// The rule of a failure: more output than allowed.
  String OUTPUT_LIMIT = "output-limit";

  /// The rule of a failure: more files than allowed.
  String FILE_LIMIT = "file-limit";

  /// What such a failure's detail says.
  String TOO_MANY_FILES = "makes more than 30,000 files";

  /// The rule of a failure: the compiler refused the program, or came to no end with it.
  String COMPILE_ERROR = "compile-error";

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
