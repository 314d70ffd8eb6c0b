package assay.harness.options;

import assay.harness.endpoint.Deadlines;
import assay.harness.endpoint.Patience;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How many calls an endpoint gets at once, and how patiently: nothing that is measured depends on
/// it.
@InGroup(OptionGroup.ENDPOINT)
public final class CallFlags {
  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Endpoint: most calls under way at once (default: ${DEFAULT-VALUE}). It begins with 4,"
              + " goes up while the endpoint keeps its pace and halves when it is overloaded.")
  private int concurrency;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Endpoint: longest time for one whole reply (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--first-token-timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "Endpoint, with --stream: longest time to the first token (default: ${DEFAULT-VALUE}).")
  private int firstToken;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Endpoint, with --stream: longest silence after the first token (default:"
              + " ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Endpoint: further tries after a failure that may pass (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--empty-retries",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Endpoint: further tries after an empty completion (default: ${DEFAULT-VALUE}).")
  private int emptyRetries;

  @Option(
      names = "--max-wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "Endpoint: longest wait that it may ask for; a call that would have to wait longer is"
              + " not measured (default: ${DEFAULT-VALUE}).")
  private int longestWait;

  @Option(
      names = "--total-timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description =
          "Endpoint: longest time for an answer with all its tries and the waits between them"
              + " (default: ${DEFAULT-VALUE}).")
  private int total;

  @Option(
      names = "--failures-in-a-row",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Endpoint: calls that failed one after the other until the run is given up (default:"
              + " ${DEFAULT-VALUE}).")
  private int failuresInARow;

  /// Returns the most calls under way at once.
  ///
  /// @throws UsageException if that is less than one
  int concurrency() {
    return least("--concurrency", 1, concurrency);
  }

  /// Returns how long one try may take.
  ///
  /// @throws UsageException if a number is too small
  Deadlines deadlines() {
    return new Deadlines(
        Duration.ofSeconds(least("--timeout", 1, timeout)),
        Duration.ofSeconds(least("--first-token-timeout", 1, firstToken)),
        Duration.ofSeconds(least("--idle-timeout", 1, idle)));
  }

  /// Returns how often a call is tried, and how long is waited.
  ///
  /// @throws UsageException if a number is too small
  Patience patience() {
    return new Patience(
        least("--retries", 0, retries),
        Patience.DEFAULT.firstDelay(),
        Duration.ofSeconds(least("--max-wait", 0, longestWait)),
        Duration.ofSeconds(least("--total-timeout", 1, total)),
        least("--empty-retries", 0, emptyRetries),
        least("--failures-in-a-row", 1, failuresInARow));
  }

  private static int least(String option, int least, int value) {
    if (value < least) {
      throw new UsageException("%s must be at least %d".formatted(option, least));
    }
    return value;
  }
}
