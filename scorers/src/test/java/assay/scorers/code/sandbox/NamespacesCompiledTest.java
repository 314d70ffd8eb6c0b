package assay.scorers.code.sandbox;

class NamespacesCompiledTest extends CompiledContract {
  NamespacesCompiledTest() {
    super(SandboxChoice.NAMESPACES);
  }
}
