package assay.harness.model;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import java.util.Arrays;

/// A context and its continuation as tokens of one text.
///
/// White space at the end of the context goes to the continuation; then both are encoded together,
/// and the tokens behind as many as the context alone has are the continuation's. A token may thus
/// reach over the border, as in text that the model was trained on.
///
/// Source: EleutherAI, lm-evaluation-harness, `lm_eval/api/model.py`, `TemplateLM._encode_pair`.
public final class ContinuationTokens {
  private final int[] context;
  private final int[] continuation;

  private ContinuationTokens(int[] context, int[] continuation) {
    this.context = context;
    this.continuation = continuation;
  }

  static ContinuationTokens of(Tokenizer tokenizer, String context, String continuation) {
    String kept = context.stripTrailing();
    int[] all = tokenizer.encode(context + continuation, EncodingOptions.PROMPT);
    int border = tokenizer.encode(kept, EncodingOptions.PROMPT).length;
    int start = Math.min(border, all.length);
    return new ContinuationTokens(
        Arrays.copyOf(all, start), Arrays.copyOfRange(all, start, all.length));
  }

  /// Returns the tokens of the context, BOS included where the model wants one.
  public int[] context() {
    return context.clone();
  }

  /// Returns the tokens of the continuation.
  public int[] continuation() {
    return continuation.clone();
  }
}
