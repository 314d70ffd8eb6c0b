package assay.engine.decoding;

import java.util.Arrays;

/// The tokens by falling logits with the running sum of their weights `exp((logit - largest) /
/// temperature)`, computed only as far as asked for.
final class Ranking {
  private final float[] logits;
  private final double temperature;
  private final TokenHeap rest;
  private int[] tokens = new int[64];
  private double[] sums = new double[64]; // sums[i] is the mass of the first i + 1 tokens
  private int ranked;

  Ranking(float[] logits, double temperature) {
    this.logits = logits;
    this.temperature = temperature;
    rest = new TokenHeap(logits);
  }

  /// Returns the token of a rank that some call has already reached; 0 is the likeliest.
  int token(int rank) {
    return tokens[rank];
  }

  /// Returns the weights of all tokens together.
  double totalMass() {
    reach(1);
    double mass = 0;
    for (float logit : logits) {
      mass += weight(logit);
    }
    return mass;
  }

  /// Returns the weights of the `count` likeliest tokens together.
  double massOfFirst(int count) {
    reach(count);
    return sums[count - 1];
  }

  /// Returns how many of the likeliest tokens it takes to reach a mass: at least 1, at most
  /// `limit`.
  int countReaching(double mass, int limit) {
    int count = 1;
    while (count < limit && massOfFirst(count) < mass) {
      count++;
    }
    return count;
  }

  private void reach(int count) {
    while (ranked < count) {
      if (ranked == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * ranked);
        sums = Arrays.copyOf(sums, 2 * ranked);
      }
      tokens[ranked] = rest.take();
      double before = ranked == 0 ? 0 : sums[ranked - 1];
      sums[ranked] = before + weight(logits[tokens[ranked]]);
      ranked++;
    }
  }

  private double weight(float logit) {
    return StrictMath.exp(((double) logit - logits[tokens[0]]) / temperature);
  }
}
