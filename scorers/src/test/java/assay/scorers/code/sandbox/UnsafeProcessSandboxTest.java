package assay.scorers.code.sandbox;

class UnsafeProcessSandboxTest extends ProgramContract {
  UnsafeProcessSandboxTest() {
    super(SandboxChoice.NONE);
  }
}
