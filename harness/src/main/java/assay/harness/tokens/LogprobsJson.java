package assay.harness.tokens;

import assay.engine.decoding.ScoredToken;
import assay.engine.decoding.TokenLogprobs;
import assay.harness.model.EngineModel;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Log-probabilities as JSON: an object a token, with the likeliest at its place under `top` where
/// they were asked for.
public final class LogprobsJson {
  private LogprobsJson() {}

  /// Returns one object a token: its id, its text, its log-probability and the likeliest tokens.
  public static ArrayNode of(List<TokenLogprobs> tokens, EngineModel model) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (TokenLogprobs token : tokens) {
      ObjectNode node = array.addObject();
      put(node, token.token(), token.logprob(), model);
      node.put("rank", token.rank());
      if (!token.top().isEmpty()) {
        ArrayNode top = node.putArray("top");
        for (ScoredToken likely : token.top()) {
          put(top.addObject(), likely.token(), likely.logprob(), model);
        }
      }
    }
    return array;
  }

  private static void put(ObjectNode node, int token, double logprob, EngineModel model) {
    node.put("token", token).put("text", model.text(token)).put("logprob", logprob);
  }
}
