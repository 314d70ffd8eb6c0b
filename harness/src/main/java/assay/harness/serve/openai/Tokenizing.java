package assay.harness.serve.openai;

import assay.engine.template.ChatTemplate;
import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.SpecialTokens;
import assay.harness.serve.work.ServedModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Answers `/tokenize`, `/detokenize` and `/tokenizer_info`, by which lm-evaluation-harness does
/// without a tokenizer of its own.
///
/// Source: vLLM's documentation, "OpenAI-Compatible Server", "Tokenizer API".
///
/// @param models that a request may name
public record Tokenizing(ServedModels models) {

  /// Returns the tokens of a `prompt` or of `messages`. In a prompt the texts of control tokens are
  /// those tokens.
  ///
  /// @throws ApiException if the request has neither
  public ObjectNode tokenize(RequestFields fields) throws ApiException {
    ServedModel served = models.of(fields);
    int[] tokens =
        fields.has("messages")
            ? ConversationPrompt.read(fields, served).tokens()
            : TextPrompt.encode(
                served.model(),
                fields
                    .text("prompt")
                    .orElseThrow(
                        () ->
                            ApiException.field("prompt", "Missing required parameter: 'prompt'.")),
                new EncodingOptions(true, fields.flag("add_special_tokens", true)),
                "prompt");
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("count", tokens.length);
    root.put("max_model_len", served.positions());
    ArrayNode array = root.putArray("tokens");
    for (int token : tokens) {
      array.add(token);
    }
    if (fields.flag("return_token_strs", false)) {
      TokenTexts texts = new TokenTexts(served.model());
      ArrayNode strings = root.putArray("token_strs");
      for (int token : tokens) {
        strings.add(texts.of(token));
      }
    }
    return root;
  }

  /// Returns the text of `tokens`, control tokens as they are spelled.
  ///
  /// @throws ApiException if one is no token
  public ObjectNode detokenize(RequestFields fields) throws ApiException {
    ServedModel served = models.of(fields);
    JsonNode array =
        fields
            .node("tokens")
            .orElseThrow(
                () -> ApiException.field("tokens", "Missing required parameter: 'tokens'."));
    if (!array.isArray()) {
      throw ApiException.type("tokens", "an array of tokens", RequestFields.kind(array));
    }
    TokenTexts texts = new TokenTexts(served.model());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int token : TextPrompt.tokens(array, "tokens", served.model())) {
      out.writeBytes(texts.spelled(token));
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt", out.toString(StandardCharsets.UTF_8));
  }

  /// Returns the special tokens and the chat template of the only model, or of the one named.
  ///
  /// @throws ApiException if there are several and none is named
  public ObjectNode information(RequestFields fields) throws ApiException {
    ServedModel served = models.of(fields);
    SpecialTokens specials = served.model().tokenizer().vocabulary().specials();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    put(root, "bos_token", specials.bos(), served);
    put(root, "eos_token", specials.eos().isPresent() ? specials.eos() : specials.eot(), served);
    put(root, "unk_token", specials.unknown(), served);
    root.put("chat_template", served.model().template().map(ChatTemplate::source).orElse(null));
    return root.put("max_model_len", served.positions());
  }

  private static void put(ObjectNode root, String name, OptionalInt token, ServedModel served) {
    if (token.isPresent()) {
      root.put(name, served.model().tokenizer().vocabulary().tokens().get(token.getAsInt()));
    }
  }
}
