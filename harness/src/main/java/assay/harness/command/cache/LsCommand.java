package assay.harness.command.cache;

import assay.harness.cache.CacheEntry;
import assay.harness.cache.CompletionCache;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.reports.text.Sizes;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists what is kept.
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    description = "Lists the models whose completions are kept, with number, size and last use.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay cache ls",
      "  assay cache ls --cache /shared/completions",
      "      the cache that runs with the same --cache keep"
    })
final class LsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CacheFolder folder;

  LsCommand(Console console) {
    this.console = console;
  }

  /// What is kept of one model.
  private record Kept(long completions, long bytes, Instant lastUse) {
    Kept and(CacheEntry entry) {
      return new Kept(
          completions + 1,
          bytes + entry.bytes(),
          entry.lastUse().isAfter(lastUse) ? entry.lastUse() : lastUse);
    }
  }

  @Override
  public Integer call() throws IOException {
    CompletionCache cache = folder.open();
    Map<String, Kept> byModel = new TreeMap<>();
    for (CacheEntry entry : cache.entries()) {
      String model = cache.model(entry).orElse("(damaged)");
      byModel.compute(
          model, (name, kept) -> (kept == null ? new Kept(0, 0, Instant.EPOCH) : kept).and(entry));
    }
    console.out().println("cache: " + cache.folder());
    byModel.forEach(
        (model, kept) ->
            console
                .out()
                .printf(
                    "%s  %d completions  %s  last used %s%n",
                    model,
                    kept.completions(),
                    Sizes.bytes((double) kept.bytes()),
                    kept.lastUse().truncatedTo(ChronoUnit.SECONDS)));
    long all = byModel.values().stream().mapToLong(Kept::completions).sum();
    long bytes = byModel.values().stream().mapToLong(Kept::bytes).sum();
    console.out().printf("%d completions, %s%n", all, Sizes.bytes((double) bytes));
    return ExitCode.OK.status();
  }
}
