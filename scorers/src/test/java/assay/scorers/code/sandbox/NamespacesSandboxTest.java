package assay.scorers.code.sandbox;

class NamespacesSandboxTest extends ContainmentContract {
  NamespacesSandboxTest() {
    super(SandboxChoice.NAMESPACES);
  }
}
