package assay.harness.options;

import assay.harness.catalog.ScorerLikeness;
import assay.harness.run.UsageException;
import assay.reports.run.AttemptChoice;
import java.util.List;
import picocli.CommandLine.Option;

/// What is made of several attempts at a sample.
public final class AttemptFlags {
  @Option(
      names = "--k",
      split = ",",
      paramLabel = "K",
      description =
          "Runs with several attempts at a sample: show pass@k, avg@k, maj@k and cons@k for these"
              + " k, as 1,5,10 (default: pass@k up to the attempts that there are, the others at"
              + " that number).")
  private List<Integer> ks = List.of();

  /// Returns what was asked, where the scorers of this program say which answers are the same.
  ///
  /// @param most attempts that there are at a sample
  /// @throws UsageException if a number is below 1, or above that
  public AttemptChoice choice(int most) {
    ks.stream()
        .filter(k -> k > most)
        .findFirst()
        .ifPresent(
            k -> {
              throw new UsageException(
                  "--k %d: there %s at a sample"
                      .formatted(k, most == 1 ? "is one attempt" : "are " + most + " attempts"));
            });
    try {
      return new AttemptChoice(ks, new ScorerLikeness());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--k: " + e.getMessage(), e);
    }
  }
}
