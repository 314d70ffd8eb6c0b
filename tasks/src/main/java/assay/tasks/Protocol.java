package assay.tasks;

import assay.results.GenerationSettings;
import assay.results.Padding;
import assay.results.Prompt;
import assay.results.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The published rules of one way to run a benchmark: prompt, sampling and scoring.
public interface Protocol {

  /// Returns the name, such as `mmlu-pro/official-local`.
  String name();

  /// Returns the version, which changes whenever a prompt, a setting or a scoring rule does.
  String version();

  /// Returns the settings that the protocol prescribes.
  GenerationSettings settings();

  /// Returns how many tokens an answer to a sample may have, where that depends on the sample and
  /// [#settings()] say the most of all.
  default OptionalInt answerTokens(Sample sample) {
    return OptionalInt.empty();
  }

  /// Returns the prompt for one sample.
  ///
  /// @param counter the model's tokenizer, where it is known here; protocols that fit the number of
  ///   shots to a token budget use all shots without it
  /// @throws PromptTooLongException if the sample does not fit the protocol's budget in any form
  Prompt render(Sample sample, Optional<TokenCounter> counter);

  /// Returns the SHA-256 (hex) of each file besides the data that the prompts are made of, by what
  /// it is, such as `shots`; empty for most protocols.
  default Map<String, String> materials() {
    return Map.of();
  }

  /// Returns how the prompts are lengthened; empty for a protocol as it was published.
  default Optional<Padding> padding() {
    return Optional.empty();
  }

  /// Returns the names of the scorers, the protocol's own first.
  List<String> scorers();
}
