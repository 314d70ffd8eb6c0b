package assay.scorers.code.sandbox.selection;

import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;

/// What came of looking for a sandbox.
public sealed interface SandboxSelection permits SandboxAvailable, SandboxUnavailable {

  /// Returns the sandbox to run programs in. Where none is available it is one that answers every
  /// request with a [SandboxFault] telling why; it never runs anything.
  Sandbox sandbox();

  /// Returns what was found, in one line for manifests and reports.
  String description();
}
