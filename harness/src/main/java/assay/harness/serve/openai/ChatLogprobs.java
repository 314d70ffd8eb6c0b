package assay.harness.serve.openai;

import assay.engine.decoding.ScoredToken;
import assay.engine.decoding.TokenLogprobs;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Log-probabilities as chat completions have them: an object a token, thoughts and the end token
/// included, so that there is one for each token of the usage.
///
/// Mutable.
final class ChatLogprobs {
  private final TokenTexts texts;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ArrayNode content = root.putArray("content");

  ChatLogprobs(TokenTexts texts) {
    this.texts = texts;
  }

  void add(TokenLogprobs scored) {
    ObjectNode node = content.addObject();
    put(node, scored.token(), scored.logprob());
    ArrayNode top = node.putArray("top_logprobs");
    for (ScoredToken likely : scored.top()) {
      put(top.addObject(), likely.token(), likely.logprob());
    }
  }

  private void put(ObjectNode node, int token, double logprob) {
    node.put("token", texts.of(token)).put("logprob", TextLogprobs.bounded(logprob));
    ArrayNode bytes = node.putArray("bytes");
    for (byte each : texts.spelled(token)) {
      bytes.add(each & 0xFF);
    }
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  ObjectNode json() {
    return root;
  }
}
