package assay.harness.command.data;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.results.Digests;
import assay.tasks.PublishedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Checks published data.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Reads the files that are here and compares their SHA-256 with the known ones; status 3 if"
            + " one differs, or is not here and its suite was named.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay data verify",
      "      what is here of all suites",
      "  assay data verify mmlu-pro math-500",
      "      these must be here"
    })
final class VerifyDataCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Mixin private final PublishedSuites suites;

  VerifyDataCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
    this.suites = new PublishedSuites(catalog);
  }

  @Override
  public Integer call() throws IOException {
    boolean differs = false;
    for (Map.Entry<String, PublishedData> suite : suites.all().entrySet()) {
      PublishedData data = suite.getValue();
      for (PublishedData.File file :
          Stream.concat(data.files().stream(), data.beside().stream()).toList()) {
        Optional<Path> here = catalog.hub().find(data, file);
        if (here.isEmpty()) {
          differs |= suites.named();
          console.out().printf("%s  %s  not here%n", suite.getKey(), file.path());
        } else {
          String word = verdict(file, Digests.ofFile(here.get()));
          differs |= word.startsWith("differs");
          console.out().printf("%s  %s  %s%n", suite.getKey(), file.path(), word);
        }
      }
    }
    return (differs ? ExitCode.BAD_INPUT : ExitCode.OK).status();
  }

  private static String verdict(PublishedData.File file, String digest) {
    if (file.sha256().isEmpty()) {
      return "sha256 " + digest + ", which nothing is known to compare with";
    }
    return file.sha256().get().equals(digest)
        ? "as published"
        : "differs: sha256 %s, published %s".formatted(digest, file.sha256().get());
  }
}
