package assay.tasks.livecodebench;

import assay.results.Sample;

/// The sentences and blocks that several of the runner's prompts share.
final class Wording {
  static final String TASK =
      "You will be given a question (problem specification) and will generate a correct Python"
          + " program that matches the specification and passes all tests.";
  static final String READ_STDIN =
      "Read the inputs from stdin solve the problem and write the answer to stdout (do not directly"
          + " test on the sample inputs). Enclose your code within delimiters as follows. Ensure"
          + " that when the python program runs, it reads the inputs, runs the algorithm and writes"
          + " output to STDOUT.";

  private static final String USE_STARTER_CODE =
      "You will use the following starter code to write the solution to the problem and enclose"
          + " your code within delimiters.";

  private Wording() {}

  /// Returns the format sentence of the sample and the fenced code below it.
  ///
  /// @param withoutStarterCode the sentence for problems whose program reads standard input
  static String format(Sample sample, String withoutStarterCode) {
    String starter = problem(sample).starterCode();
    return (starter.isEmpty() ? withoutStarterCode : USE_STARTER_CODE)
        + "\n```python\n"
        + (starter.isEmpty() ? "# YOUR CODE HERE" : starter)
        + "\n```\n\n";
  }

  static Sample.Programming problem(Sample sample) {
    if (sample.extras() instanceof Sample.Programming problem) {
      return problem;
    }
    throw new IllegalArgumentException(
        "sample %s has no tests, so it is no programming problem".formatted(sample.id()));
  }
}
