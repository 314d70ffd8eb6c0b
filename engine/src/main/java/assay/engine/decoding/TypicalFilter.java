package assay.engine.decoding;

import java.util.Arrays;
import java.util.Comparator;

/// Keeps the tokens whose surprise `-ln p` is nearest to its expectation, the entropy. Of equally
/// near ones the candidates' order decides.
///
/// Source: Meister et al., "Locally Typical Sampling", 2023, section 4.
final class TypicalFilter {
  private TypicalFilter() {}

  /// Returns the fewest candidates that reach a share of the mass, the most typical first.
  static Candidates apply(Candidates candidates, double share) {
    double mass = candidates.mass();
    double[] distances = distances(candidates, mass);
    Integer[] order = new Integer[candidates.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> distances[i]));
    int kept = 0;
    double reached = 0;
    do {
      reached += candidates.weight(order[kept]);
      kept++;
    } while (kept < order.length && reached < share * mass);
    int[] tokens = new int[kept];
    double[] weights = new double[kept];
    for (int i = 0; i < kept; i++) {
      tokens[i] = candidates.token(order[i]);
      weights[i] = candidates.weight(order[i]);
    }
    return new Candidates(tokens, weights, kept);
  }

  /// Returns how far the surprise of each candidate is from the entropy, in nats; infinitely far
  /// for one without weight.
  private static double[] distances(Candidates candidates, double mass) {
    double[] surprises = new double[candidates.size()];
    double entropy = 0;
    for (int i = 0; i < surprises.length; i++) {
      double probability = candidates.weight(i) / mass;
      surprises[i] = -StrictMath.log(probability);
      entropy += probability == 0 ? 0 : probability * surprises[i];
    }
    for (int i = 0; i < surprises.length; i++) {
      surprises[i] = Math.abs(surprises[i] - entropy);
    }
    return surprises;
  }
}
