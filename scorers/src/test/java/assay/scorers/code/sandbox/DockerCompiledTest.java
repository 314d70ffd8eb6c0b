package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class DockerCompiledTest extends CompiledContract {
  DockerCompiledTest() {
    super(SandboxChoice.DOCKER);
  }
}
