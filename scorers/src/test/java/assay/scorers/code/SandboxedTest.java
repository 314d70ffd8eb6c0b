package assay.scorers.code;

import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// Tests of programs that run in the best sandbox of this machine, one for all tests of a class;
/// without any they are skipped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SandboxedTest {
  private final ExecutionLimits limits;
  Sandbox sandbox;

  SandboxedTest(ExecutionLimits limits) {
    this.limits = limits;
  }

  @BeforeAll
  void open() {
    sandbox = TestSandboxes.require(SandboxChoice.AUTO, limits);
  }

  @AfterAll
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
