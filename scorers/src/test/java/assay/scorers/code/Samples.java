package assay.scorers.code;

import assay.results.Sample;
import assay.results.TestCase;
import assay.results.TestSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Programming problems for tests.
final class Samples {
  private Samples() {}

  /// Returns a problem whose programs read standard input; inputs and outputs alternate.
  static Sample stdin(String... inputsAndOutputs) {
    return problem(Optional.empty(), TestCase.Kind.STDIN, inputsAndOutputs);
  }

  /// Returns a problem whose function is called; inputs and outputs alternate.
  static Sample functional(String function, String... inputsAndOutputs) {
    return problem(Optional.of(function), TestCase.Kind.FUNCTIONAL, inputsAndOutputs);
  }

  private static Sample problem(
      Optional<String> function, TestCase.Kind kind, String... inputsAndOutputs) {
    List<TestCase> tests = new ArrayList<>();
    for (int i = 0; i < inputsAndOutputs.length; i += 2) {
      tests.add(new TestCase(kind, inputsAndOutputs[i], inputsAndOutputs[i + 1]));
    }
    return of(function, TestSet.of(tests));
  }

  /// Returns a problem with the given tests.
  static Sample of(Optional<String> function, TestSet tests) {
    return new Sample(
        "problem-1",
        "no digest",
        "Solve it.",
        "",
        Map.of(),
        new Sample.Programming("", function, tests));
  }
}
