package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.results.GenerationSettings;
import java.util.Objects;
import picocli.CommandLine.Option;

/// Settings that replace the protocol's own; the report marks each as a deviation.
@InGroup(OptionGroup.SAMPLING)
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

  /// Returns a protocol's settings with what is given instead.
  public GenerationSettings apply(GenerationSettings own) {
    return new GenerationSettings(
        Objects.requireNonNullElse(maxTokens, own.maxTokens()),
        Objects.requireNonNullElse(temperature, own.temperature()),
        Objects.requireNonNullElse(topP, own.topP()),
        Objects.requireNonNullElse(topK, own.topK()),
        Objects.requireNonNullElse(seed, own.seed()),
        own.stop(),
        Objects.requireNonNullElse(attempts, own.attempts()));
  }
}
