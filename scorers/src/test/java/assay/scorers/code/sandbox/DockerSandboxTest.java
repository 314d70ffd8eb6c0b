package assay.scorers.code.sandbox;

class DockerSandboxTest extends ContainmentContract {
  DockerSandboxTest() {
    super(SandboxChoice.DOCKER);
  }
}
