package assay.scorers.code;

import assay.results.TestCase;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.Sandbox;
import java.util.List;
import java.util.Optional;

/// Judges Python programs as real programs: each test gets a fresh process with real standard
/// streams; a functional test loads the program as a module and calls its function.
///
/// @param sandbox where programs run
/// @param limits what a program may use for one test
record RealJudge(Sandbox sandbox, ExecutionLimits limits) implements ProgramJudge {

  @Override
  public CodeVerdict judge(String code, Optional<String> function, List<TestCase> tests) {
    return new RealRuns(sandbox, limits).judge(new Program.Python(code), function, tests);
  }
}
