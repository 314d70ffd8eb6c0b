package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.results.Cause;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// OpenAI's chat completions, with what vLLM, SGLang, llama.cpp, Ollama and OpenRouter add to them.
///
/// Source: the OpenAI API reference, "Create chat completion"; for thoughts vLLM's documentation,
/// "Reasoning Outputs" (`reasoning_content`, `reasoning`).
final class ChatCompletions implements Wire {
  @Override
  public String path() {
    return "chat/completions";
  }

  @Override
  public ObjectNode body(String model, CompletionRequest request, boolean stream) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    ChatMessages.write(body, "messages", ChatMessages.of(request.prompt(), path()));
    return OpenAiJson.sampled(body, request, stream);
  }

  @Override
  public Map<String, String> headers(Optional<Secret> key) {
    return OpenAiJson.bearer(key);
  }

  @Override
  public Reading read(JsonNode root) throws BadReplyException {
    JsonNode choice = OpenAiJson.choice(root);
    JsonNode message = choice.path("message");
    String finish = choice.path("finish_reason").asText("");
    JsonNode content = message.path("content");
    String text = ReplyJson.text(content);
    String thoughts = thoughts(message);
    if (finish.equals("content_filter")) {
      return new Reading.Withheld(
          Cause.CONTENT_FILTER, "the endpoint's content filter cut the completion");
    }
    String refusal = message.path("refusal").asText("");
    if (!refusal.isEmpty() && text.isEmpty()) {
      return new Reading.Withheld(Cause.REFUSAL, refusal);
    }
    // A reasoning model that spends its whole budget thinking leaves the content null.
    boolean spent = finish.equals("length") || !thoughts.isEmpty();
    if (!content.isTextual() && !content.isArray() && !spent) {
      throw new BadReplyException("the reply has no text");
    }
    return new Reading.Reply(
        text,
        thoughts,
        OpenAiJson.stop(finish),
        OpenAiJson.usage(root),
        OpenAiJson.source(root, finish),
        OpenAiJson.effort(root));
  }

  /// Returns the thoughts of a message, or of a part of one.
  private static String thoughts(JsonNode message) {
    for (String name : new String[] {"reasoning_content", "reasoning"}) {
      String thoughts = ReplyJson.text(message.path(name));
      if (!thoughts.isEmpty()) {
        return thoughts;
      }
    }
    // Mistral's are parts of the content.
    StringBuilder thoughts = new StringBuilder();
    for (JsonNode part : message.path("content")) {
      thoughts.append(ReplyJson.text(part.path("thinking")));
    }
    return thoughts.toString();
  }

  @Override
  public StreamedReply streamed() {
    return new ChoiceStream() {
      private final StringBuilder thoughts = new StringBuilder();
      private final StringBuilder refusal = new StringBuilder();

      @Override
      boolean accept(JsonNode choice, StringBuilder text) {
        JsonNode delta = choice.path("delta");
        String answer = ReplyJson.text(delta.path("content"));
        String thought = thoughts(delta);
        text.append(answer);
        thoughts.append(thought);
        refusal.append(delta.path("refusal").asText(""));
        return !answer.isEmpty() || !thought.isEmpty();
      }

      @Override
      void write(ObjectNode choice, String text) {
        ObjectNode message = choice.putObject("message").put("content", text);
        message.put("reasoning_content", thoughts.toString()).put("refusal", refusal.toString());
      }
    };
  }
}
