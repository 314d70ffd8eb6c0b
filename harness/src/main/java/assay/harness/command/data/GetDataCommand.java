package assay.harness.command.data;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.tasks.PublishedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Brings published data onto this machine.
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description =
        "Downloads the data of suites, unless it is here, and prints its files. An interrupted"
            + " download goes on where it was; what does not have the digest that the hub names is"
            + " not kept.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay data get mmlu-pro",
      "  assay data get livecodebench --release v6",
      "  HF_ENDPOINT=https://mirror.example.com assay data get math-500",
      "      from another hub"
    })
final class GetDataCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Mixin private final PublishedSuites suites;

  GetDataCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
    this.suites = new PublishedSuites(catalog);
  }

  @Override
  public Integer call() throws IOException {
    if (!suites.named()) {
      throw new UsageException("name the suites: " + String.join(", ", suites.all().keySet()));
    }
    for (Map.Entry<String, PublishedData> suite : suites.all().entrySet()) {
      for (Path file : catalog.hub().data(suite.getValue())) {
        console.out().println(file);
      }
    }
    return ExitCode.OK.status();
  }
}
