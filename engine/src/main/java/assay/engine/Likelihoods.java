package assay.engine;

import assay.engine.decoding.LogSoftmax;
import assay.engine.decoding.TokenLogprobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Scores given tokens instead of choosing them.
final class Likelihoods {
  private final Engine engine;

  Likelihoods(Engine engine) {
    this.engine = engine;
  }

  List<TokenLogprobs> of(int[] tokens, int top) {
    if (tokens.length < 2) {
      throw new IllegalArgumentException(
          "there is no token that follows another\n  expected at least 2 tokens, found "
              + tokens.length);
    }
    List<TokenLogprobs> scored = new ArrayList<>();
    score(tokens, 0, top, scored);
    return scored;
  }

  Loglikelihood of(int[] context, int[] continuation) {
    if (context.length == 0 || continuation.length == 0) {
      throw new IllegalArgumentException(
          "context and continuation need at least 1 token each\n  found %d and %d; %s"
              .formatted(
                  context.length,
                  continuation.length,
                  "the context of a text from its start is the model's BOS token"));
    }
    int[] all = Arrays.copyOf(context, context.length + continuation.length);
    System.arraycopy(continuation, 0, all, context.length, continuation.length);
    List<TokenLogprobs> scored = new ArrayList<>();
    int reused = score(all, context.length - 1, 0, scored);
    return new Loglikelihood(scored, reused);
  }

  /// Scores the tokens behind `first`, each by the logits that follow the one before it, and
  /// returns how many tokens did not have to be computed. The last token is only looked up: it
  /// takes no position.
  private int score(int[] tokens, int first, int top, List<TokenLogprobs> scored) {
    for (int index = first + 1; index < tokens.length; index++) {
      requireKnown(tokens[index], index);
    }
    Request request = new Request.Score(Arrays.copyOf(tokens, tokens.length - 1), first);
    Listener listener =
        new Listener() {
          @Override
          public void row(int index, float[] logits) {
            scored.add(new LogSoftmax(logits).describe(tokens[index + 1], top));
          }
        };
    return engine.submit(request, listener).await();
  }

  private void requireKnown(int token, int index) {
    if (token < 0 || token >= engine.vocabSize()) {
      throw new IllegalArgumentException(
          "token %d at index %d is not in the vocabulary of %d"
              .formatted(token, index, engine.vocabSize()));
    }
  }
}
