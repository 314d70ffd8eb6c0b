package assay.harness.model;

import assay.harness.run.CompletionRequest;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.StopReason;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The JSON of OpenAI's chat and text completion calls.
///
/// Source: the OpenAI API reference, "Create chat completion" and "Create completion (legacy)".
final class ChatWire {
  private static final JsonMapper JSON = new JsonMapper();

  private ChatWire() {}

  /// A reply that is not what the interface promises.
  static final class BadReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    BadReplyException(String message) {
      super(message);
    }
  }

  /// Returns the path below the endpoint's base for this kind of prompt.
  static String path(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Chat chat -> "chat/completions";
      case Prompt.Text text -> "completions";
      case Prompt.Unrecorded unrecorded ->
          throw new IllegalArgumentException("an endpoint needs a prompt");
    };
  }

  static String body(String model, CompletionRequest request) {
    GenerationSettings settings = request.settings();
    ObjectNode body = JSON.createObjectNode().put("model", model);
    switch (request.prompt()) {
      case Prompt.Chat chat -> {
        ArrayNode messages = body.putArray("messages");
        chat.messages()
            .forEach(
                message ->
                    messages
                        .addObject()
                        .put("role", message.role())
                        .put("content", message.content()));
      }
      case Prompt.Text text -> body.put("prompt", text.text());
      case Prompt.Unrecorded unrecorded -> {}
    }
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
    return Escapes.JSON.apply(body.toString());
  }

  /// What one reply says.
  ///
  /// @param model the model that the endpoint says has answered, or empty
  record Reply(Completion completion, String model) {}

  static Reply reply(String text, Prompt prompt, Duration elapsed) throws BadReplyException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadReplyException("the reply is not JSON: " + e.getOriginalMessage());
    }
    if (!root.path("choices").isArray() || root.path("choices").isEmpty()) {
      throw new BadReplyException("the reply has no choices");
    }
    JsonNode choice = root.path("choices").get(0);
    JsonNode content =
        prompt instanceof Prompt.Chat
            ? choice.path("message").path("content")
            : choice.path("text");
    String finish = choice.path("finish_reason").asText("");
    if (finish.equals("content_filter")) {
      throw new BadReplyException("the endpoint's content filter cut the completion");
    }
    // A reasoning model that spends its whole budget thinking leaves the content null.
    if (!content.isTextual() && !(finish.equals("length") && content.isNull())) {
      throw new BadReplyException("the reply has no text");
    }
    Completion completion =
        new Completion(
            content.asText(""),
            tokens(root, "prompt_tokens"),
            tokens(root, "completion_tokens"),
            stopReason(finish),
            elapsed);
    return new Reply(
        effort(root).map(completion::withEffort).orElse(completion), root.path("model").asText(""));
  }

  /// Returns what the reply says about its own work, as llama.cpp's server does in `timings`.
  ///
  /// Source: llama.cpp, tools/server/README.md, "timings" of a completion.
  private static Optional<Effort> effort(JsonNode root) {
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

  private static OptionalInt tokens(JsonNode root, String name) {
    JsonNode count = root.path("usage").path(name);
    return count.isInt() && count.intValue() >= 0
        ? OptionalInt.of(count.intValue())
        : OptionalInt.empty();
  }

  private static StopReason stopReason(String finish) {
    return switch (finish) {
      case "stop" -> StopReason.STOP;
      case "length" -> StopReason.TOKEN_LIMIT;
      default -> StopReason.UNKNOWN;
    };
  }

  /// Returns the error message of a refused call, or the start of its body.
  static String errorMessage(String body) {
    try {
      JsonNode error = JSON.readTree(body).path("error");
      String message = error.isTextual() ? error.asText() : error.path("message").asText("");
      return message.isEmpty() ? excerpt(body) : excerpt(message);
    } catch (JsonProcessingException e) {
      return excerpt(body);
    }
  }

  /// Returns whether a refused call says that prompt and limit do not fit the context window.
  static boolean saysContextOverflow(String body) {
    String text = body.toLowerCase(Locale.ROOT);
    return text.contains("context_length_exceeded")
        || text.contains("maximum context length")
        || text.contains("exceeds the available context size");
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }
}
