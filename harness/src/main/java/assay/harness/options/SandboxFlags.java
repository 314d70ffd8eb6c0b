package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.harness.run.UsageException;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where programs written by a model run.
@InGroup(OptionGroup.SANDBOX)
public final class SandboxFlags {
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

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description =
          "The container image for programs, as name:tag or by digest (sha256:... or"
              + " name@sha256:...); it must be in the engine. The digest that is used is stored"
              + " with the run. Only with --sandbox auto or docker.")
  private String image;

  /// Returns how programs are run.
  public ProgramSettings settings() {
    SandboxChoice choice = choice();
    if (image != null && choice != SandboxChoice.AUTO && choice != SandboxChoice.DOCKER) {
      throw new UsageException(
          "--image %s: only a container engine has images; leave out --sandbox, or use --sandbox docker"
              .formatted(image));
    }
    return new ProgramSettings(
        image == null ? choice : SandboxChoice.DOCKER, Optional.ofNullable(image), calibrate);
  }

  private SandboxChoice choice() {
    if (sandbox == SandboxChoice.NONE && !trusted) {
      throw new UsageException(
          "--sandbox none runs programs that a model wrote as you, with your files and network; add"
              + " --i-trust-this-code if that is what you want");
    }
    return sandbox;
  }
}
