package assay.harness.options;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.Penalties;
import assay.engine.decoding.Sampling;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/// How tokens are chosen, and where the text ends.
@InGroup(OptionGroup.SAMPLING)
public final class SamplingFlags {
  @Option(
      names = "--max-tokens",
      required = true,
      paramLabel = "N",
      description = "Most tokens to generate.")
  private int maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "0 is greedy (default).")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description = "Most likely tokens kept; 0 keeps all.")
  private int topK;

  @Option(names = "--top-p", paramLabel = "P", defaultValue = "1", description = "Nucleus mass.")
  private double topP;

  @Option(
      names = "--min-p",
      paramLabel = "P",
      defaultValue = "0",
      description = "Least probability kept, as a share of the likeliest token's.")
  private double minP;

  @Option(
      names = "--typical-p",
      paramLabel = "P",
      defaultValue = "1",
      description = "Mass of the most typical tokens.")
  private double typicalP;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Random seed.")
  private long seed;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      defaultValue = "1",
      description = "Divides positive logits of tokens in prompt or text; 1 is off.")
  private double repetition;

  @Option(
      names = "--frequency-penalty",
      paramLabel = "F",
      defaultValue = "0",
      description = "Subtracted for each time that a token was generated.")
  private double frequency;

  @Option(
      names = "--presence-penalty",
      paramLabel = "F",
      defaultValue = "0",
      description = "Subtracted once a token was generated.")
  private double presence;

  @Option(
      names = "--penalty-window",
      paramLabel = "N",
      description = "Last tokens that penalties look at (default: all).")
  private Integer window;

  @Option(
      names = "--logit-bias",
      paramLabel = "ID=BIAS",
      split = ",",
      description = "Added to the logits of tokens, as 13=-100,42=2.5.")
  private Map<Integer, Float> bias = Map.of();

  @Option(names = "--stop", paramLabel = "TEXT", description = "Stop string; may be repeated.")
  private List<String> stop = List.of();

  @Option(
      names = "--logprobs",
      paramLabel = "N",
      description = "With --json: log-probabilities of each token and of the N likeliest.")
  private Integer logprobs;

  /// Returns what was asked for.
  ///
  /// @throws UsageException if a value is out of its range
  public DecodingOptions options(Set<Integer> endTokens) {
    OptionalInt kept = topK == 0 ? OptionalInt.empty() : OptionalInt.of(topK);
    OptionalInt last = window == null ? OptionalInt.empty() : OptionalInt.of(window);
    try {
      return new DecodingOptions(
          maxTokens,
          new Sampling(temperature, kept, topP, minP, typicalP, seed),
          new Penalties(repetition, frequency, presence, last),
          bias,
          stop,
          endTokens,
          logprobs == null ? OptionalInt.empty() : OptionalInt.of(logprobs));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
