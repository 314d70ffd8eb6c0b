package assay.scorers.code;

import assay.results.TestCase;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs a program on its tests, each in a fresh process, until the first that does not pass.
///
/// @param sandbox where it runs
/// @param limits what it may use for one test
record RealRuns(Sandbox sandbox, ExecutionLimits limits) {

  /// Returns the verdict on the program.
  ///
  /// @param function the function that functional tests call
  CodeVerdict judge(Program program, Optional<String> function, List<TestCase> tests) {
    TestJudge shared = new TestJudge(sandbox, limits);
    TestJudge undisturbed = new TestJudge(sandbox.alone(), limits);
    List<TestTime> times = new ArrayList<>();
    boolean suspect = false;
    for (int i = 0; i < tests.size(); i++) {
      TestJudge.Judged judged = shared.judge(program, function, tests.get(i));
      if (judged.starved()) {
        suspect = true;
        judged = undisturbed.judge(program, function, tests.get(i));
      }
      judged.time().ifPresent(times::add);
      if (!(judged.verdict() instanceof TestVerdict.Passed)) {
        return new CodeVerdict(
            judged.verdict(), OptionalInt.of(i + 1), OptionalInt.empty(), times, suspect);
      }
    }
    return CodeVerdict.passed(times, suspect);
  }
}
