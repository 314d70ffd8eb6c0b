package assay.harness.command;

import assay.harness.run.UsageException;
import assay.scorers.code.sandbox.SandboxChoice;
import picocli.CommandLine.Option;

/// Where programs written by a model run.
final class SandboxFlags {
  @Option(
      names = "--sandbox",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "Where programs written by the model run: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}). Without a working sandbox, code is not measured.")
  private SandboxChoice sandbox;

  @Option(
      names = "--i-trust-this-code",
      description = "Needed with --sandbox none: the programs then run as you, with your files.")
  private boolean trusted;

  @Option(
      names = "--calibrate",
      description =
          "Give programs more time where this machine runs Python slower than the reference"
              + " machine; measured first, and stored with the run.")
  private boolean calibrate;

  /// Returns whether time limits are scaled to the machine's speed.
  boolean calibrate() {
    return calibrate;
  }

  SandboxChoice choice() {
    if (sandbox == SandboxChoice.NONE && !trusted) {
      throw new UsageException(
          "--sandbox none runs programs that a model wrote as you, with your files and network; add"
              + " --i-trust-this-code if that is what you want");
    }
    return sandbox;
  }
}
