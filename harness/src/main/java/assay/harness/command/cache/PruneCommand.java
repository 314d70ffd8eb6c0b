package assay.harness.command.cache;

import assay.harness.cache.CacheEntry;
import assay.harness.options.ByteSize;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.reports.text.Sizes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Removes what was not used for long.
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = "Removes kept completions, those first that were used longest ago.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay cache prune --max-size 2G",
      "  assay cache prune --unused-days 30",
      "  assay cache prune --max-size 0",
      "      everything"
    })
final class PruneCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CacheFolder folder;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "What may stay, such as 500M or 2G.")
  private String size;

  @Option(
      names = "--unused-days",
      paramLabel = "DAYS",
      description = "Remove what was not used for so many days.")
  private Integer days;

  PruneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (size == null && days == null) {
      throw new UsageException("say what may stay: --max-size SIZE, --unused-days DAYS, or both");
    }
    if (days != null && days < 0) {
      throw new UsageException("--unused-days must not be negative");
    }
    List<CacheEntry> gone =
        folder
            .open()
            .prune(
                size == null ? Long.MAX_VALUE : ByteSize.parse("--max-size", size),
                days == null ? Instant.EPOCH : Instant.now().minus(Duration.ofDays(days)));
    console
        .out()
        .printf(
            "removed %d completions, %s%n",
            gone.size(), Sizes.bytes((double) gone.stream().mapToLong(CacheEntry::bytes).sum()));
    return ExitCode.OK.status();
  }
}
