package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class DockerSandboxTest extends ContainmentContract {
  DockerSandboxTest() {
    super(SandboxChoice.DOCKER);
  }
}
