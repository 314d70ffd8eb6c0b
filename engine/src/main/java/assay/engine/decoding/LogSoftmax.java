package assay.engine.decoding;

import java.util.ArrayList;
import java.util.List;

/// Logits as logarithms of probabilities, in F64: `logit - largest - ln(sum of exp(logit -
/// largest))`, summed by rising id.
///
/// `StrictMath` makes the same bits of the same logits on every machine.
public final class LogSoftmax {
  private final float[] logits;
  private final float largest;
  private final double logSum;

  /// Reads logits, which must not change while this is in use.
  ///
  /// @param logits `[vocabSize]`, at least one
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  public LogSoftmax(float[] logits) {
    this.logits = logits;
    largest = Logits.largest(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += StrictMath.exp((double) logit - largest);
    }
    logSum = StrictMath.log(sum);
  }

  /// Returns the natural logarithm of a token's probability.
  public double of(int token) {
    return (double) logits[token] - largest - logSum;
  }

  /// Returns a token's log-probability, rank, and the `count` likeliest tokens, or all if there are
  /// fewer.
  public TokenLogprobs describe(int token, int count) {
    List<ScoredToken> top = new ArrayList<>();
    if (count > 0) {
      TokenHeap heap = new TokenHeap(logits);
      while (top.size() < Math.min(count, logits.length)) {
        int next = heap.take();
        top.add(new ScoredToken(next, of(next)));
      }
    }
    return new TokenLogprobs(token, of(token), rank(token), top);
  }

  private int rank(int token) {
    int rank = 1;
    for (int other = 0; other < logits.length; other++) {
      if (logits[other] > logits[token] || (logits[other] == logits[token] && other < token)) {
        rank++;
      }
    }
    return rank;
  }
}
