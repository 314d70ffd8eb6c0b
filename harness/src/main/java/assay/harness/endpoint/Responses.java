package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.GenerationSettings;
import assay.results.StopReason;
import assay.results.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// OpenAI's responses. They know neither seeds nor stop strings.
///
/// Source: the OpenAI API reference, "Create a model response" and "Streaming events".
final class Responses implements Wire {
  @Override
  public String path() {
    return "responses";
  }

  @Override
  public ObjectNode body(String model, CompletionRequest request, boolean stream) {
    GenerationSettings settings = request.settings();
    if (!settings.stop().isEmpty()) {
      throw new RunFailedException(
          "the protocol has stop strings, which responses does not take; use --api chat");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    ChatMessages.write(body, "input", ChatMessages.of(request.prompt(), path()));
    body.put("max_output_tokens", settings.maxTokens());
    body.put("temperature", settings.temperature());
    body.put("top_p", settings.topP());
    // Nothing of a run is to stay with the provider.
    body.put("store", false);
    if (stream) {
      body.put("stream", true);
    }
    return body;
  }

  @Override
  public Map<String, String> headers(Optional<Secret> key) {
    return OpenAiJson.bearer(key);
  }

  @Override
  public Reading read(JsonNode root) throws BadReplyException {
    ReplyJson.requireNoError(root);
    if (!root.path("output").isArray()) {
      throw new BadReplyException("the reply has no output");
    }
    StringBuilder text = new StringBuilder();
    StringBuilder thoughts = new StringBuilder();
    StringBuilder refusal = new StringBuilder();
    for (JsonNode item : root.path("output")) {
      if (item.path("type").asText().equals("reasoning")) {
        String full = ReplyJson.text(item.path("content"));
        thoughts.append(full.isEmpty() ? ReplyJson.text(item.path("summary")) : full);
      }
      if (item.path("type").asText().equals("message")) {
        text.append(ReplyJson.text(item.path("content")));
        item.path("content").forEach(part -> refusal.append(part.path("refusal").asText("")));
      }
    }
    String why = root.path("incomplete_details").path("reason").asText("");
    if (why.equals("content_filter")) {
      return new Reading.Withheld(
          Cause.CONTENT_FILTER, "the endpoint's content filter cut the completion");
    }
    if (!refusal.isEmpty() && text.isEmpty()) {
      return new Reading.Withheld(Cause.REFUSAL, refusal.toString());
    }
    String status = root.path("status").asText("");
    return new Reading.Reply(
        text.toString(),
        thoughts.toString(),
        stop(status, why),
        usage(root.path("usage")),
        OpenAiJson.source(root, why.isEmpty() ? status : why),
        Optional.empty());
  }

  private static StopReason stop(String status, String why) {
    if (why.equals("max_output_tokens")) {
      return StopReason.TOKEN_LIMIT;
    }
    return status.equals("completed") ? StopReason.STOP : StopReason.UNKNOWN;
  }

  private static Usage usage(JsonNode usage) {
    return new Usage(
        ReplyJson.count(usage.path("input_tokens")),
        ReplyJson.count(usage.path("output_tokens")),
        ReplyJson.count(usage.path("output_tokens_details").path("reasoning_tokens")),
        ReplyJson.count(usage.path("input_tokens_details").path("cached_tokens")));
  }

  /// The last event of a stream holds the whole response.
  @Override
  public StreamedReply streamed() {
    return new StreamedReply() {
      private Optional<JsonNode> last = Optional.empty();

      @Override
      public boolean accept(JsonNode event) throws BadReplyException {
        String type = event.path("type").asText();
        switch (type) {
          case "error" ->
              throw new BadReplyException(
                  "the reply is an error: " + event.path("message").asText(event.toString()));
          case "response.completed", "response.incomplete", "response.failed" ->
              last = Optional.of(event.path("response"));
          default -> ReplyJson.requireNoError(event);
        }
        return type.endsWith(".delta");
      }

      @Override
      public JsonNode whole() throws BadReplyException {
        return last.orElseThrow(
            () -> new BadReplyException("the stream ended before the completion did"));
      }
    };
  }
}
