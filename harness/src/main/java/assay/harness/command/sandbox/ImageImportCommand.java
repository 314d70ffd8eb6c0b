package assay.harness.command.sandbox;

import assay.harness.run.Console;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.image.ImageImport;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Packs this machine's Python into an image of the container engine.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Packs this machine's Python with its standard library, what is installed of LiveCodeBench's",
      "environment (numpy and others) and the shared libraries, and imports it into the container"
          + " engine. No registry is needed. --with adds this machine's compilers, for programs in",
      "those languages."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay sandbox image import",
      "  assay sandbox image import --with cpp,java",
      "  assay sandbox image import --python /opt/python3.11/bin/python3"
    })
final class ImageImportCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "The interpreter to pack (default: python3 on the path).")
  private Path python;

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "The image's name (default: ${DEFAULT-VALUE}, which runs look for first).",
      defaultValue = SandboxOptions.LOCAL_IMAGE)
  private String image;

  @Option(
      names = "--with",
      paramLabel = "NAMES",
      split = ",",
      description = "Languages whose compilers are packed as well: cpp (g++), java (a JDK).")
  private List<String> languages = List.of();

  ImageImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      ImageImport.Imported made = ImageImport.run(Optional.ofNullable(python), languages(), image);
      console
          .out()
          .printf(
              "%s: %s (%s), %d MiB%n", made.engine(), made.image(), made.id(), made.bytes() >> 20);
      return 0;
    } catch (SandboxFault e) {
      throw new RunFailedException(e.getMessage(), e);
    }
  }

  private Set<Language> languages() {
    Set<Language> found = EnumSet.noneOf(Language.class);
    for (String name : languages) {
      found.add(
          Language.declaredBy(name)
              .filter(language -> language != Language.PYTHON)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--with %s: unknown; there are cpp and java".formatted(name))));
    }
    return found;
  }
}
