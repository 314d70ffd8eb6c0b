package assay.harness.model;

import assay.engine.Generation;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.decoding.Sampling;
import assay.harness.run.CompletionRequest;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.GenerationSettings;
import assay.results.StopReason;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// Translates between what a run asks and records, and what the engine is told and gives back.
final class Answering {
  private Answering() {}

  /// Returns how a request's tokens are chosen.
  ///
  /// @param endTokens at which a completion is over
  static DecodingOptions options(CompletionRequest request, Set<Integer> endTokens) {
    GenerationSettings settings = request.settings();
    Sampling sampling =
        new Sampling(
            settings.temperature(),
            settings.topK() == 0 ? OptionalInt.empty() : OptionalInt.of(settings.topK()),
            settings.topP(),
            0,
            1,
            request.seed());
    return DecodingOptions.greedy(settings.maxTokens())
        .sampling(sampling)
        .stoppingAt(settings.stop(), endTokens);
  }

  /// Returns a continuation as records have it.
  ///
  /// @param time from the call to the answer
  static Completion completion(
      EnginePrompt prompt, Generation generation, Duration time, OptionalDouble joules) {
    return new Completion(
            generation.text(),
            OptionalInt.of(generation.promptTokens()),
            OptionalInt.of(generation.tokens().size()),
            stopReason(generation.finishReason()),
            prompt.reasoning(generation.text()),
            time)
        .withEffort(effort(generation, joules))
        .withExperts(ExpertCounts.of(generation));
  }

  private static Effort effort(Generation generation, OptionalDouble joules) {
    return new Effort(
        generation.promptTokens() - generation.reusedTokens(),
        duration(generation.prefillSeconds()),
        // The last token is chosen and not computed any more.
        Math.max(0, generation.tokens().size() - 1),
        duration(generation.decodeSeconds()),
        joules);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static StopReason stopReason(FinishReason reason) {
    return switch (reason) {
      case STOP_TOKEN -> StopReason.STOP_TOKEN;
      case STOP_STRING -> StopReason.STOP_STRING;
      case LENGTH_LIMIT -> StopReason.TOKEN_LIMIT;
      case CONTEXT_FULL -> StopReason.CONTEXT_FULL;
    };
  }
}
