package assay.scorers.code.sandbox;

class DockerCompiledTest extends CompiledContract {
  DockerCompiledTest() {
    super(SandboxChoice.DOCKER);
  }
}
