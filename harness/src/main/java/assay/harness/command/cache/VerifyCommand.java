package assay.harness.command.cache;

import assay.harness.cache.CacheEntry;
import assay.harness.cache.CompletionCache;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Checks what is kept.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Reads every kept completion and checks that it is whole and is what its name says; names"
            + " those that are not, with status 3.",
    footerHeading = "%nExamples:%n",
    footer = {"  assay cache verify", "  assay cache verify --delete"})
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CacheFolder folder;

  @Option(names = "--delete", description = "Remove what is damaged; it is computed anew.")
  private boolean delete;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    CompletionCache cache = folder.open();
    long whole = 0;
    long damaged = 0;
    for (CacheEntry entry : cache.entries()) {
      if (cache.model(entry).isPresent()) {
        whole++;
      } else {
        damaged++;
        console.out().println((delete ? "removed: " : "damaged: ") + entry.file());
        if (delete) {
          cache.remove(entry);
        }
      }
    }
    console.out().printf("%d whole, %d damaged%n", whole, damaged);
    return (damaged == 0 || delete ? ExitCode.OK : ExitCode.BAD_INPUT).status();
  }
}
