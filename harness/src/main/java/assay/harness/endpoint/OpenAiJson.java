package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.results.Effort;
import assay.results.GenerationSettings;
import assay.results.StopReason;
import assay.results.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What OpenAI's two older interfaces share.
///
/// Source: the OpenAI API reference, "Create chat completion" and "Create completion (legacy)".
final class OpenAiJson {
  private OpenAiJson() {}

  static Map<String, String> bearer(Optional<Secret> key) {
    return key.map(secret -> Map.of("Authorization", "Bearer " + secret.reveal())).orElse(Map.of());
  }

  /// Writes how is sampled, and that a stream ends with its usage.
  static ObjectNode sampled(ObjectNode body, CompletionRequest request, boolean stream) {
    GenerationSettings settings = request.settings();
    body.put("max_tokens", settings.maxTokens());
    body.put("temperature", settings.temperature());
    body.put("top_p", settings.topP());
    if (settings.topK() > 0) {
      body.put("top_k", settings.topK());
    }
    body.put("seed", request.seed());
    if (!settings.stop().isEmpty()) {
      settings.stop().forEach(body.putArray("stop")::add);
    }
    if (stream) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    return body;
  }

  /// Returns the one choice that was asked for.
  static JsonNode choice(JsonNode root) throws BadReplyException {
    ReplyJson.requireNoError(root);
    if (!root.path("choices").isArray() || root.path("choices").isEmpty()) {
      throw new BadReplyException("the reply has no choices");
    }
    return root.path("choices").get(0);
  }

  static StopReason stop(String finish) {
    return switch (finish) {
      case "stop" -> StopReason.STOP;
      case "length" -> StopReason.TOKEN_LIMIT;
      default -> StopReason.UNKNOWN;
    };
  }

  static Reading.Source source(JsonNode root, String finish) {
    return new Reading.Source(root.path("model").asText(""), root.path("id").asText(""), finish);
  }

  static Usage usage(JsonNode root) {
    JsonNode usage = root.path("usage");
    return new Usage(
        ReplyJson.count(usage.path("prompt_tokens")),
        ReplyJson.count(usage.path("completion_tokens")),
        told(usage, "completion_tokens_details", "reasoning_tokens"),
        told(usage, "prompt_tokens_details", "cached_tokens"));
  }

  /// Returns a count among its details, or beside the other counts, as SGLang has that of thoughts
  /// and Together that of cached tokens.
  private static OptionalInt told(JsonNode usage, String details, String name) {
    OptionalInt detail = ReplyJson.count(usage.path(details).path(name));
    return detail.isPresent() ? detail : ReplyJson.count(usage.path(name));
  }

  /// Returns what the reply says about its own work, as llama.cpp's server does in `timings`.
  ///
  /// Source: llama.cpp, tools/server/README.md, "timings" of a completion.
  static Optional<Effort> effort(JsonNode root) {
    JsonNode timings = root.path("timings");
    JsonNode prompt = timings.path("prompt_n");
    JsonNode predicted = timings.path("predicted_n");
    double promptMillis = timings.path("prompt_ms").asDouble(-1);
    double predictedMillis = timings.path("predicted_ms").asDouble(-1);
    boolean told =
        prompt.isInt()
            && predicted.isInt()
            && prompt.intValue() >= 0
            && predicted.intValue() >= 0
            && promptMillis >= 0
            && predictedMillis >= 0;
    return told
        ? Optional.of(
            new Effort(
                prompt.intValue(),
                Duration.ofNanos(Math.round(promptMillis * 1e6)),
                predicted.intValue(),
                Duration.ofNanos(Math.round(predictedMillis * 1e6)),
                OptionalDouble.empty()))
        : Optional.empty();
  }
}
