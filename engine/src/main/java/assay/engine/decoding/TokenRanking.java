package assay.engine.decoding;

import java.util.Arrays;

/// The tokens by falling logits with their weights `exp((logit - largest) / temperature)` and the
/// running sums of these, computed only as far as asked for.
final class TokenRanking {
  private final float[] logits;
  private final double temperature;
  private final float largest;
  private TokenHeap rest; // made when a rank is first asked for
  private int[] tokens = {};
  private double[] weights = {};
  private double[] sums = {}; // sums[i] is the mass of the first i + 1 tokens
  private int ranked;

  /// @throws ArithmeticException if a logit is not a number, or none is finite
  TokenRanking(float[] logits, double temperature) {
    this.logits = logits;
    this.temperature = temperature;
    largest = Logits.largest(logits);
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

  /// Returns the `count` likeliest tokens.
  Candidates first(int count) {
    reach(count);
    return new Candidates(Arrays.copyOf(tokens, count), Arrays.copyOf(weights, count));
  }

  /// Returns all tokens, by rising id.
  Candidates all() {
    int[] ids = new int[logits.length];
    double[] all = new double[logits.length];
    for (int token = 0; token < logits.length; token++) {
      ids[token] = token;
      all[token] = weight(logits[token]);
    }
    return new Candidates(ids, all);
  }

  private void reach(int count) {
    if (rest == null) {
      rest = new TokenHeap(logits);
    }
    if (count > tokens.length) {
      int size = Math.max(64, Math.max(count, 2 * tokens.length));
      tokens = Arrays.copyOf(tokens, size);
      weights = Arrays.copyOf(weights, size);
      sums = Arrays.copyOf(sums, size);
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
