package assay.harness.options;

import assay.harness.experiment.SettingsChange;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/// Settings that replace the protocol's own; the report marks each as a deviation.
public final class SamplingOptions {
  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description =
          "Most tokens of a completion. Below the protocol's limit, a cut completion counts as not"
              + " measured.")
  private Integer maxTokens;

  @Option(names = "--temperature", paramLabel = "T", description = "0 is greedy.")
  private Double temperature;

  @Option(names = "--top-p", paramLabel = "P", description = "Nucleus mass; 1 switches it off.")
  private Double topP;

  @Option(names = "--top-k", paramLabel = "K", description = "0 switches it off.")
  private Integer topK;

  @Option(names = "--seed", paramLabel = "S", description = "Start of the random sequence.")
  private Long seed;

  @Option(names = "--attempts", paramLabel = "N", description = "Completions for each sample.")
  private Integer attempts;

  /// Returns what is sampled otherwise than the protocol says.
  public SettingsChange change() {
    return new SettingsChange(
        integer(maxTokens),
        number(temperature),
        number(topP),
        integer(topK),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        integer(attempts));
  }

  private static OptionalInt integer(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
