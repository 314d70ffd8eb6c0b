package assay.harness.divergence;

import assay.engine.decoding.NonFiniteLogitsException;

/// A row of logits as a distribution over tokens, in F64.
final class Distribution {
  private final double[] exponentials; // [vocabSize], of each logit minus the largest
  private float[] logits;
  private int top;
  private double sum;
  private double logSum;

  Distribution(int vocabSize) {
    exponentials = new double[vocabSize];
    logits = new float[vocabSize];
  }

  /// Reads a row, which must not change while this is in use.
  ///
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  void read(float[] row) {
    logits = row;
    top = top(row);
    sum = 0;
    double largest = row[top];
    for (int token = 0; token < row.length; token++) {
      double exponential = Math.exp(row[token] - largest);
      exponentials[token] = exponential;
      sum += exponential;
    }
    logSum = Math.log(sum);
  }

  /// Returns the token with the largest logit, the one with the smallest id of several.
  ///
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  static int top(float[] row) {
    int top = 0;
    for (int token = 0; token < row.length; token++) {
      if (Float.isNaN(row[token])) {
        throw NonFiniteLogitsException.ofToken(token);
      }
      if (row[token] > row[top]) {
        top = token;
      }
    }
    if (Float.isInfinite(row[top])) {
      throw NonFiniteLogitsException.ofLargest(row.length, row[top]);
    }
    return top;
  }

  /// Returns the likeliest token, the one with the smallest id of several.
  int top() {
    return top;
  }

  /// Returns the natural logarithm of a token's probability.
  double logprob(int token) {
    return (double) logits[token] - logits[top] - logSum;
  }

  /// Returns the Kullback-Leibler divergence of another distribution from this one, in nats: the
  /// sum of `p * (ln p - ln q)`, at least 0.
  double divergenceOf(Distribution other) {
    double weighed = 0;
    for (int token = 0; token < exponentials.length; token++) {
      if (exponentials[token] > 0) {
        weighed += exponentials[token] * ((double) logits[token] - other.logits[token]);
      }
    }
    double constant = (logits[top] + logSum) - (other.logits[other.top] + other.logSum);
    return Math.max(0, weighed / sum - constant);
  }
}
