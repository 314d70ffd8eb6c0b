package assay.scorers.code.sandbox;

class BubblewrapCompiledTest extends CompiledContract {
  BubblewrapCompiledTest() {
    super(SandboxChoice.BWRAP);
  }
}
