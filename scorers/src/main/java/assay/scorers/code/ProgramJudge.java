package assay.scorers.code;

import assay.results.TestCase;
import java.util.List;
import java.util.Optional;

/// Decides whether a program solves a problem, by running it.
interface ProgramJudge {

  /// Returns the verdict on one program.
  ///
  /// @param code the program's text
  /// @param function the function that functional tests call
  /// @param tests at least one, in the order in which they are run; the first that fails decides
  CodeVerdict judge(String code, Optional<String> function, List<TestCase> tests);
}
