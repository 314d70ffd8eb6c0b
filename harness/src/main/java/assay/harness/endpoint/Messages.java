package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.results.Cause;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.StopReason;
import assay.results.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Anthropic's messages. They know no seeds.
///
/// Source: the Anthropic API reference, "Messages" and "Streaming Messages".
final class Messages implements Wire {
  private static final String VERSION = "2023-06-01";

  @Override
  public String path() {
    return "messages";
  }

  @Override
  public ObjectNode body(String model, CompletionRequest request, boolean stream) {
    GenerationSettings settings = request.settings();
    List<Message> all = ChatMessages.of(request.prompt(), path());
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    String system =
        all.stream()
            .filter(message -> message.role().equals("system"))
            .map(Message::content)
            .collect(Collectors.joining("\n\n"));
    if (!system.isEmpty()) {
      body.put("system", system);
    }
    ChatMessages.write(
        body,
        "messages",
        all.stream().filter(message -> !message.role().equals("system")).toList());
    body.put("max_tokens", settings.maxTokens());
    body.put("temperature", settings.temperature());
    // Newer models refuse both at once, and 1 is what they take anyway.
    if (settings.topP() < 1) {
      body.put("top_p", settings.topP());
    }
    if (settings.topK() > 0) {
      body.put("top_k", settings.topK());
    }
    if (!settings.stop().isEmpty()) {
      settings.stop().forEach(body.putArray("stop_sequences")::add);
    }
    if (stream) {
      body.put("stream", true);
    }
    return body;
  }

  @Override
  public Map<String, String> headers(Optional<Secret> key) {
    Map<String, String> headers = new HashMap<>(Map.of("anthropic-version", VERSION));
    key.ifPresent(secret -> headers.put("x-api-key", secret.reveal()));
    return headers;
  }

  @Override
  public String aboutKeys() {
    return " (it goes as x-api-key; for a server that wants it as Authorization, as vLLM does, name"
        + " a variable that holds \"Bearer KEY\" with --header Authorization=VARIABLE)";
  }

  @Override
  public Reading read(JsonNode root) throws BadReplyException {
    ReplyJson.requireNoError(root);
    if (!root.path("content").isArray()) {
      throw new BadReplyException("the reply has no content");
    }
    StringBuilder text = new StringBuilder();
    StringBuilder thoughts = new StringBuilder();
    for (JsonNode block : root.path("content")) {
      text.append(block.path("text").asText(""));
      thoughts.append(block.path("thinking").asText(""));
    }
    String finish = root.path("stop_reason").asText("");
    if (finish.equals("refusal")) {
      return new Reading.Withheld(
          Cause.REFUSAL, text.isEmpty() ? "stop reason refusal" : text.toString());
    }
    return new Reading.Reply(
        text.toString(),
        thoughts.toString(),
        stop(finish),
        usage(root.path("usage")),
        OpenAiJson.source(root, finish),
        Optional.empty());
  }

  private static StopReason stop(String finish) {
    return switch (finish) {
      case "end_turn" -> StopReason.STOP_TOKEN;
      case "stop_sequence" -> StopReason.STOP_STRING;
      case "max_tokens" -> StopReason.TOKEN_LIMIT;
      case "model_context_window_exceeded" -> StopReason.CONTEXT_FULL;
      default -> StopReason.UNKNOWN;
    };
  }

  /// What was read from the cache is not among the input tokens here, but is part of the prompt.
  private static Usage usage(JsonNode usage) {
    OptionalInt cached = ReplyJson.count(usage.path("cache_read_input_tokens"));
    OptionalInt written = ReplyJson.count(usage.path("cache_creation_input_tokens"));
    OptionalInt input = ReplyJson.count(usage.path("input_tokens"));
    return new Usage(
        input.isPresent()
            ? OptionalInt.of(input.getAsInt() + cached.orElse(0) + written.orElse(0))
            : input,
        ReplyJson.count(usage.path("output_tokens")),
        OptionalInt.empty(),
        cached);
  }

  @Override
  public StreamedReply streamed() {
    return new MessageStream();
  }
}
