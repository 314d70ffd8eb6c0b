package assay.harness.command.data;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.reports.text.Sizes;
import assay.tasks.PublishedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists published data.
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    description =
        "Lists the files of each suite's data: the data set and its commit, and what is here.",
    footerHeading = "%nExamples:%n",
    footer = {"  assay data ls", "  assay data ls mmlu-pro"})
final class ListDataCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Mixin private final PublishedSuites suites;

  ListDataCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
    this.suites = new PublishedSuites(catalog);
  }

  @Override
  public Integer call() throws IOException {
    console.out().println("cache: " + catalog.hub().place().cache());
    for (Map.Entry<String, PublishedData> suite : suites.all().entrySet()) {
      PublishedData data = suite.getValue();
      console.out().printf("%s  %s at %s%n", suite.getKey(), data.repository(), data.commit());
      for (PublishedData.File file :
          Stream.concat(data.files().stream(), data.beside().stream()).toList()) {
        Optional<Path> here = catalog.hub().find(data, file);
        console
            .out()
            .printf(
                "  %s  %s%n",
                here.isPresent() ? Sizes.bytes(Files.size(here.get())) : "not here",
                here.map(Path::toString).orElse(file.path()));
      }
    }
    return ExitCode.OK.status();
  }
}
