package assay.harness.command.sandbox;

import assay.harness.run.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group of the commands that look at and prepare the sandbox.
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Looks at and prepares the sandbox in which programs written by models run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay sandbox doctor",
      "      which sandbox works here, and what to do where none does",
      "  assay sandbox image import",
      "      packs this machine's Python as the image of a container engine"
    })
public final class SandboxCommand {
  private SandboxCommand() {}

  /// Returns the group with its commands.
  public static CommandLine commandLine(Console console) {
    CommandLine group = new CommandLine(new SandboxCommand());
    group.addSubcommand("doctor", new DoctorCommand(console));
    group.addSubcommand("bench", new BenchCommand(console));
    CommandLine image = new CommandLine(new ImageGroup());
    image.addSubcommand("import", new ImageImportCommand(console));
    group.addSubcommand("image", image);
    return group;
  }

  /// The commands about container images.
  @Command(
      name = "image",
      mixinStandardHelpOptions = true,
      description = "Prepares the container image for programs.",
      footerHeading = "%nExamples:%n",
      footer = {"  assay sandbox image import", "  assay sandbox image import --with cpp,java"})
  private static final class ImageGroup {}
}
