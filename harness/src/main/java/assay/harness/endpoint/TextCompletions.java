package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Prompt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// OpenAI's text completions, which continue a prompt.
///
/// Source: the OpenAI API reference, "Create completion (legacy)".
final class TextCompletions implements Wire {
  @Override
  public String path() {
    return "completions";
  }

  @Override
  public ObjectNode body(String model, CompletionRequest request, boolean stream) {
    if (!(request.prompt() instanceof Prompt.Text text)) {
      throw new RunFailedException(
          "the protocol sends messages, which completions does not take; leave --api out");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    return OpenAiJson.sampled(body.put("prompt", text.text()), request, stream);
  }

  @Override
  public Map<String, String> headers(Optional<Secret> key) {
    return OpenAiJson.bearer(key);
  }

  @Override
  public Reading read(JsonNode root) throws BadReplyException {
    JsonNode choice = OpenAiJson.choice(root);
    String finish = choice.path("finish_reason").asText("");
    if (finish.equals("content_filter")) {
      return new Reading.Withheld(
          Cause.CONTENT_FILTER, "the endpoint's content filter cut the completion");
    }
    if (!choice.path("text").isTextual()) {
      throw new BadReplyException("the reply has no text");
    }
    return new Reading.Reply(
        choice.path("text").asText(),
        "",
        OpenAiJson.stop(finish),
        OpenAiJson.usage(root),
        OpenAiJson.source(root, finish),
        OpenAiJson.effort(root));
  }

  @Override
  public StreamedReply streamed() {
    return new ChoiceStream() {
      @Override
      boolean accept(JsonNode choice, StringBuilder text) {
        String more = choice.path("text").asText("");
        text.append(more);
        return !more.isEmpty();
      }

      @Override
      void write(ObjectNode choice, String text) {
        choice.put("text", text);
      }
    };
  }
}
