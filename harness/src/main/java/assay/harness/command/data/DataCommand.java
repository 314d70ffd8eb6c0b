package assay.harness.command.data;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group of the commands that look after published data.
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = {
      "Looks after the data of suites: what is published, and what is made for a model.",
      "Each suite that is on the Hugging Face hub has a pinned commit and, where it is known, the"
          + " SHA-256 of its files. They are kept in the hub's own cache (HF_HUB_CACHE, HF_HOME),"
          + " which other programs share. HF_ENDPOINT names another hub, HF_TOKEN a token,"
          + " HF_HUB_OFFLINE=1 forbids to download."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay data ls",
      "  assay data get mmlu-pro",
      "  assay data get livecodebench --release v6",
      "  assay data make ruler --model qwen2.5-0.5b.gguf --lengths 4k --out ruler.jsonl",
      "  assay data verify"
    })
public final class DataCommand {
  private DataCommand() {}

  /// Returns the group with its commands.
  public static CommandLine commandLine(Console console, Catalog catalog) {
    CommandLine group = new CommandLine(new DataCommand());
    group.addSubcommand("get", new GetDataCommand(console, catalog));
    group.addSubcommand("make", new MakeDataCommand(console, catalog));
    group.addSubcommand("ls", new ListDataCommand(console, catalog));
    group.addSubcommand("verify", new VerifyDataCommand(console, catalog));
    return group;
  }
}
