package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class BubblewrapSandboxTest extends ContainmentContract {
  BubblewrapSandboxTest() {
    super(SandboxChoice.BWRAP);
  }
}
