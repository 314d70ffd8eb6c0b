package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class BubblewrapCompiledTest extends CompiledContract {
  BubblewrapCompiledTest() {
    super(SandboxChoice.BWRAP);
  }
}
