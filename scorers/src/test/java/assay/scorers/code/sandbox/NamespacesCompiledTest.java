package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class NamespacesCompiledTest extends CompiledContract {
  NamespacesCompiledTest() {
    super(SandboxChoice.NAMESPACES);
  }
}
