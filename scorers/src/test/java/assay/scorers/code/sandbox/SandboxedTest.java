package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// Tests of programs that run in a sandbox of this machine, one for all tests of a class; without
/// it they are skipped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SandboxedTest {
  private final SandboxChoice choice;
  private final ExecutionLimits limits;
  private Sandbox sandbox;

  /// Creates tests for the best sandbox of this machine.
  protected SandboxedTest(ExecutionLimits limits) {
    this(SandboxChoice.AUTO, limits);
  }

  protected SandboxedTest(SandboxChoice choice, ExecutionLimits limits) {
    this.choice = choice;
    this.limits = limits;
  }

  @BeforeAll
  protected final void open() {
    sandbox = TestSandboxes.require(choice, limits);
  }

  @AfterAll
  protected final void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  protected final SandboxChoice choice() {
    return choice;
  }

  protected final Sandbox sandbox() {
    return sandbox;
  }
}
