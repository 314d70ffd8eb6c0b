package assay.scorers.code;

import assay.results.TestCase;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Judges programs as real programs: each test gets a fresh process with real standard streams; a
/// functional test loads the program as a module and calls its function.
///
/// @param sandbox where programs run
/// @param limits what a program may use for one test
record RealJudge(Sandbox sandbox, ExecutionLimits limits) implements ProgramJudge {

  @Override
  public CodeVerdict judge(String code, Optional<String> function, List<TestCase> tests) {
    TestJudge shared = new TestJudge(sandbox, limits);
    TestJudge undisturbed = new TestJudge(sandbox.alone(), limits);
    List<TestTime> times = new ArrayList<>();
    boolean suspect = false;
    for (int i = 0; i < tests.size(); i++) {
      TestJudge.Judged judged = shared.judge(code, function, tests.get(i));
      if (judged.starved()) {
        suspect = true;
        judged = undisturbed.judge(code, function, tests.get(i));
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
