package assay.engine;

import assay.engine.decoding.LogSoftmax;
import assay.engine.decoding.TokenLogprobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Scores given tokens instead of choosing them.
final class Likelihoods {
  private final Session session;

  Likelihoods(Session session) {
    this.session = session;
  }

  List<TokenLogprobs> of(int[] tokens, int top) {
    if (tokens.length < 2) {
      throw new IllegalArgumentException(
          "there is no token that follows another\n  expected at least 2 tokens, found "
              + tokens.length);
    }
    requireFit(tokens.length - 1);
    int[] read = Arrays.copyOf(tokens, tokens.length - 1);
    session.rewind(read, 0);
    List<TokenLogprobs> scored = new ArrayList<>();
    session.extend(read, 0, (index, row) -> scored.add(describe(row, tokens, index + 1, top)));
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
    requireFit(all.length - 1);
    int reused = session.prefill(context);
    List<TokenLogprobs> scored = new ArrayList<>();
    scored.add(describe(session.promptLogits(), all, context.length, 0));
    session.extend(
        Arrays.copyOf(all, all.length - 1),
        context.length,
        (index, row) -> scored.add(describe(row, all, index + 1, 0)));
    return new Loglikelihood(scored, reused);
  }

  /// Scores the token at an index of a sequence.
  private static TokenLogprobs describe(float[] row, int[] tokens, int index, int top) {
    int token = tokens[index];
    if (token < 0 || token >= row.length) {
      throw new IllegalArgumentException(
          "token %d at index %d is not in the vocabulary of %d"
              .formatted(token, index, row.length));
    }
    return new LogSoftmax(row).describe(token, top);
  }

  /// The last token is only looked up: it takes no position.
  private void requireFit(int positions) {
    if (positions > session.capacity()) {
      throw new ContextOverflowException(positions, session.capacity());
    }
  }
}
