package assay.harness.serve.openai;

import assay.engine.decoding.ScoredToken;
import assay.engine.decoding.TokenLogprobs;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Log-probabilities as text completions have them: four lists with an entry a token.
///
/// Mutable.
final class TextLogprobs {
  /// What OpenAI writes for a token that cannot come; JSON has no minus infinity.
  static final double LEAST = -9999;

  private final TokenTexts texts;
  private final ObjectNode lists = JsonNodeFactory.instance.objectNode();
  private final ArrayNode tokens = lists.putArray("tokens");
  private final ArrayNode logprobs = lists.putArray("token_logprobs");
  private final ArrayNode tops = lists.putArray("top_logprobs");
  private final ArrayNode offsets = lists.putArray("text_offset");

  TextLogprobs(TokenTexts texts) {
    this.texts = texts;
  }

  /// Adds a token.
  ///
  /// @param scored empty for the first of a prompt, which follows nothing
  /// @param offset where it begins in the text, in code points
  void add(int token, Optional<TokenLogprobs> scored, int offset) {
    tokens.add(texts.of(token));
    offsets.add(offset);
    if (scored.isEmpty()) {
      logprobs.addNull();
      tops.addNull();
      return;
    }
    logprobs.add(bounded(scored.get().logprob()));
    ObjectNode top = tops.addObject();
    for (ScoredToken likely : scored.get().top()) {
      put(top, likely.token(), likely.logprob());
    }
    put(top, token, scored.get().logprob());
  }

  /// Of tokens that are written alike the likeliest counts.
  private void put(ObjectNode top, int token, double logprob) {
    String text = texts.of(token);
    if (!top.has(text)) {
      top.put(text, bounded(logprob));
    }
  }

  static double bounded(double logprob) {
    return Math.max(LEAST, logprob);
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  ObjectNode json() {
    return lists;
  }
}
