package assay.scorers.code.sandbox;

import assay.scorers.code.sandbox.selection.SandboxChoice;

class NamespacesSandboxTest extends ContainmentContract {
  NamespacesSandboxTest() {
    super(SandboxChoice.NAMESPACES);
  }
}
