package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class UnsafeProcessSandboxTest extends ProgramContract {
  UnsafeProcessSandboxTest() {
    super(SandboxChoice.NONE);
  }
}
