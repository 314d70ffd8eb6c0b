package assay.engine.decoding;

import java.util.Arrays;

/// The tokens by falling logits with their weights `exp((logit - largest) / temperature)` and the
/// running sums of these, computed only as far as asked for.
///
/// Mutable, and used for one distribution after the other, so that draws leave no garbage of the
/// vocabulary's size.
final class TokenRanking {
  private final double temperature;
  private final TokenHeap rest = new TokenHeap();
  private float[] logits = {};
  private float largest;
  private int[] tokens = {};
  private double[] weights = {};
  private double[] sums = {}; // sums[i] is the mass of the first i + 1 tokens
  private int ranked;

  TokenRanking(double temperature) {
    this.temperature = temperature;
  }

  /// Begins with other logits, which stay their owner's and are read as long as ranks are asked
  /// for.
  ///
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  void begin(float[] newLogits) {
    logits = newLogits;
    largest = Logits.largest(newLogits);
    ranked = 0;
  }

  /// Returns the weights of all tokens together.
  double totalMass() {
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

  /// Returns how many of the likeliest tokens have at least a weight: at least 1, at most `limit`.
  int countWeighing(double least, int limit) {
    int count = 1;
    while (count < limit) {
      reach(count + 1);
      if (weights[count] < least) {
        break;
      }
      count++;
    }
    return count;
  }

  /// Returns the `count` likeliest tokens, until the ranking is used again.
  Candidates first(int count) {
    reach(count);
    return new Candidates(tokens, weights, count);
  }

  /// Returns all tokens, by rising id, until the ranking is used again.
  Candidates all() {
    makeRoom(logits.length);
    ranked = 0; // the places are used for another order
    for (int token = 0; token < logits.length; token++) {
      tokens[token] = token;
      weights[token] = weight(logits[token]);
    }
    return new Candidates(tokens, weights, logits.length);
  }

  private void makeRoom(int count) {
    if (count > tokens.length) {
      int size = Math.max(64, Math.max(count, 2 * tokens.length));
      tokens = Arrays.copyOf(tokens, size);
      weights = Arrays.copyOf(weights, size);
      sums = Arrays.copyOf(sums, size);
    }
  }

  private void reach(int count) {
    makeRoom(count);
    if (ranked == 0) {
      rest.fill(logits);
    }
    while (ranked < count) {
      tokens[ranked] = rest.take();
      weights[ranked] = weight(logits[tokens[ranked]]);
      double before = ranked == 0 ? 0 : sums[ranked - 1];
      sums[ranked] = before + weights[ranked];
      ranked++;
    }
  }

  private double weight(float logit) {
    return StrictMath.exp(((double) logit - largest) / temperature);
  }
}
