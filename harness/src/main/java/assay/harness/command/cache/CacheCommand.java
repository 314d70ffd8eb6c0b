package assay.harness.command.cache;

import assay.harness.run.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group of the commands that look after kept completions.
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = {
      "Looks after the completions that runs keep, so that none is paid for twice.",
      "A completion is used again only for the same weights or endpoint, prompt, sampling, seed and"
          + " attempt. Servers on this machine or network and recordings are not kept unless a run"
          + " names --cache DIR. ASSAY_CACHE=DIR moves the cache, ASSAY_CACHE=off switches it off."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay cache ls",
      "  assay cache verify --delete",
      "  assay cache prune --max-size 2G"
    })
public final class CacheCommand {
  private CacheCommand() {}

  /// Returns the group with its commands.
  public static CommandLine commandLine(Console console) {
    CommandLine group = new CommandLine(new CacheCommand());
    group.addSubcommand("ls", new LsCommand(console));
    group.addSubcommand("verify", new VerifyCommand(console));
    group.addSubcommand("prune", new PruneCommand(console));
    return group;
  }
}
