package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.configuration.Configuration;
import assay.harness.configuration.ConfigurationFiles;
import assay.harness.configuration.ConfigurationSchema;
import assay.harness.configuration.ConfigurationText;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the configuration.
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Shows which endpoints have a name and which options have a default, and which line of which"
          + " file says so. Of keys and headers it shows the environment variable, never the"
          + " value.",
      "The files are assay.yaml in this folder and, below it, the user's"
          + " ($XDG_CONFIG_HOME/assay/assay.yaml, else ~/.config/assay/assay.yaml). ASSAY_CONFIG"
          + " names one file in place of both, or is off. The command line wins over the folder's"
          + " file, that over the user's. Defaults hold for run, plan, submit and sweep; a run's"
          + " manifest has what came of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay.yaml:",
      "    endpoints:",
      "      qwen:",
      "        url: http://localhost:8000/v1",
      "        model: qwen2.5-7b-instruct",
      "        api-key-env: TEAM_KEY",
      "        headers: {X-Team: TEAM_VARIABLE}",
      "    defaults:",
      "      threads: 8",
      "",
      "  assay run --suite math-500 --model qwen",
      "      at that endpoint; ./qwen is a file",
      "  assay config --schema > assay.schema.json",
      "      by which editors complete and check the file"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;
  private final Configuration configuration;

  @Option(names = "--schema", help = true, description = "Print the JSON Schema of configurations.")
  private boolean schema;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ConfigCommand(Console console, Catalog catalog, Configuration configuration) {
    this.console = console;
    this.catalog = catalog;
    this.configuration = configuration;
  }

  @Override
  public Integer call() throws IOException {
    if (schema) {
      console.out().print(new ConfigurationSchema(catalog).text());
      return ExitCode.OK.status();
    }
    ConfigurationFiles files = ConfigurationFiles.of(System.getenv(), Path.of(""));
    ConfigurationText text = new ConfigurationText(configuration, System.getenv());
    console.out().print(json ? text.json() : text.lines());
    files.files().forEach(file -> console.remark(ConfigurationText.file(file)));
    return ExitCode.OK.status();
  }
}
