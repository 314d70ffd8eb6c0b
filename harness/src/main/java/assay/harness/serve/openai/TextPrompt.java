package assay.harness.serve.openai;

import assay.engine.tokenizer.EncodingOptions;
import assay.harness.model.EngineModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A prompt that is a text, or tokens, with the place of each token in the text.
final class TextPrompt {
  private static final int MOST = 2048;

  private final int[] tokens;
  private final String text;
  private final int[] starts; // of each token in the text, in code points

  private TextPrompt(int[] tokens, String text, int[] starts) {
    this.tokens = tokens;
    this.text = text;
    this.starts = starts;
  }

  /// Reads what a request has under `prompt`: a text, texts, tokens, or lists of them.
  ///
  /// @throws ApiException if it has something else, or nothing
  static List<TextPrompt> read(RequestFields fields, EngineModel model) throws ApiException {
    JsonNode node =
        fields
            .node("prompt")
            .orElseThrow(
                () -> ApiException.field("prompt", "Missing required parameter: 'prompt'."));
    boolean several =
        node.isArray() && !node.isEmpty() && (node.get(0).isTextual() || node.get(0).isArray());
    boolean parsesSpecial = fields.flag("parse_special", false);
    List<TextPrompt> prompts = new ArrayList<>();
    if (several) {
      if (node.size() > MOST) {
        throw ApiException.field("prompt", "At most %d prompts are taken.".formatted(MOST));
      }
      for (JsonNode each : node) {
        prompts.add(one(each, "prompt[%d]".formatted(prompts.size()), model, parsesSpecial));
      }
    } else {
      prompts.add(one(node, "prompt", model, parsesSpecial));
    }
    return prompts;
  }

  private static TextPrompt one(JsonNode node, String name, EngineModel model, boolean special)
      throws ApiException {
    if (!node.isTextual() && !node.isArray()) {
      throw ApiException.type(name, "a string or an array of tokens", RequestFields.kind(node));
    }
    int[] tokens =
        node.isTextual()
            ? encode(model, node.textValue(), new EncodingOptions(special, true), name)
            : tokens(node, name, model);
    if (tokens.length == 0) {
      throw ApiException.field(name, "Invalid '%s': there is no token in it.".formatted(name));
    }
    byte[] bytes = bytes(model, tokens);
    String text = node.isTextual() ? node.textValue() : new String(bytes, StandardCharsets.UTF_8);
    return new TextPrompt(tokens, text, starts(model, tokens, lead(bytes, text)));
  }

  /// Encodes a text.
  ///
  /// @throws ApiException if it is no Unicode text
  static int[] encode(EngineModel model, String text, EncodingOptions options, String name)
      throws ApiException {
    try {
      return model.tokenizer().encode(text, options);
    } catch (IllegalArgumentException e) {
      throw ApiException.field(name, "Invalid '%s': %s".formatted(name, e.getMessage()));
    }
  }

  /// Reads an array of tokens.
  ///
  /// @throws ApiException if one is none of the model
  static int[] tokens(JsonNode array, String name, EngineModel model) throws ApiException {
    int[] tokens = new int[array.size()];
    int vocabulary = model.weights().config().vocabSize();
    for (int i = 0; i < tokens.length; i++) {
      JsonNode each = array.get(i);
      String item = "%s[%d]".formatted(name, i);
      if (!each.isIntegralNumber()) {
        throw ApiException.type(item, "an integer", RequestFields.kind(each));
      }
      if (!each.canConvertToInt() || each.intValue() < 0 || each.intValue() >= vocabulary) {
        throw ApiException.field(
            item,
            "Invalid '%s': %s is no token of the model, which has %d."
                .formatted(item, each, vocabulary));
      }
      tokens[i] = each.intValue();
    }
    return tokens;
  }

  private static byte[] bytes(EngineModel model, int[] tokens) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 * tokens.length);
    for (int token : tokens) {
      out.writeBytes(model.bytes(token));
    }
    return out.toByteArray();
  }

  /// Returns how many bytes an encoder has put before the text, such as SentencePiece's space.
  private static int lead(byte[] bytes, String text) {
    byte[] own = text.getBytes(StandardCharsets.UTF_8);
    int lead = bytes.length - own.length;
    return lead > 0 && Arrays.equals(bytes, lead, bytes.length, own, 0, own.length) ? lead : 0;
  }

  private static int[] starts(EngineModel model, int[] tokens, int lead) {
    int[] starts = new int[tokens.length];
    TextPlace place = new TextPlace(lead);
    for (int i = 0; i < tokens.length; i++) {
      starts[i] = place.pass(model.bytes(tokens[i]));
    }
    return starts;
  }

  /// Returns the tokens.
  int[] tokens() {
    return tokens.clone();
  }

  /// Returns the text; of tokens, what they stand for.
  String text() {
    return text;
  }

  /// Returns where each token begins in the text, in code points.
  int[] starts() {
    return starts.clone();
  }
}
