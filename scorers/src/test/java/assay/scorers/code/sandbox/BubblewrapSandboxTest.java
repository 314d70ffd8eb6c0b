package assay.scorers.code.sandbox;

class BubblewrapSandboxTest extends ContainmentContract {
  BubblewrapSandboxTest() {
    super(SandboxChoice.BWRAP);
  }
}
