package assay.harness.run;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import java.util.Objects;

/// One question to a model.
///
/// @param sampleId the sample, by which a recording is looked up
/// @param attempt which completion of the sample, from 0; added to the seed
/// @param prompt what to complete
/// @param settings how to sample
public record CompletionRequest(
    String sampleId, int attempt, Prompt prompt, GenerationSettings settings) {
  public CompletionRequest {
    Objects.requireNonNull(sampleId);
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(settings);
  }

  /// Returns this question with another prompt.
  public CompletionRequest asking(Prompt other) {
    return new CompletionRequest(sampleId, attempt, other, settings);
  }

  /// Returns the seed of this attempt.
  public long seed() {
    return settings.seed() + attempt;
  }
}
