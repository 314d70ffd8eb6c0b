package assay.reports.doubt;

import java.util.Arrays;

/// The exact one-sided rank-sum test of whether those who are right score lower than those who are
/// wrong. Ties have mean ranks, and the distribution is that over all choices of as many of these
/// ranks.
///
/// Source: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945),
/// 80-83; H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50-60.
final class RightByRank {
  /// Chance of each rank sum of as many, by twice the sum.
  private final double[] sums;

  private final double pValue;

  private RightByRank(double pValue, double[] sums) {
    this.pValue = pValue;
    this.sums = sums;
  }

  /// Returns the test of two groups; with an empty one its p-value is 1.
  static RightByRank of(double[] right, double[] wrong) {
    int n = right.length + wrong.length;
    double[] all = Arrays.copyOf(right, n);
    System.arraycopy(wrong, 0, all, right.length, wrong.length);
    int[] ranks = new int[n];
    for (int i = 0; i < n; i++) {
      int below = 0;
      int equal = 0;
      for (double other : all) {
        below += other < all[i] ? 1 : 0;
        equal += other == all[i] ? 1 : 0;
      }
      ranks[i] = 2 * below + equal + 1;
    }
    double[] sums = sums(ranks, right.length);
    int found = Arrays.stream(ranks, 0, right.length).sum();
    double p = 0;
    for (int sum = 0; sum <= found; sum++) {
      p += sums[sum];
    }
    return new RightByRank(Math.min(1, p), sums);
  }

  /// Returns the chance of a rank sum of the right ones as low as theirs or lower.
  double pValue() {
    return pValue;
  }

  /// Returns the chance that the test's p-value is at most a level where ranks do not matter.
  double attained(double level) {
    double size = 0;
    for (double sum : sums) {
      if (size + sum > level * (1 + 1e-12)) {
        break;
      }
      size += sum;
    }
    return size;
  }

  /// Returns the chance of each sum of some ranks, all choices being equally likely.
  private static double[] sums(int[] ranks, int chosen) {
    int most = Arrays.stream(ranks).sum();
    double[][] ways = new double[chosen + 1][most + 1];
    ways[0][0] = 1;
    for (int rank : ranks) {
      for (int count = chosen; count > 0; count--) {
        for (int sum = most; sum >= rank; sum--) {
          ways[count][sum] += ways[count - 1][sum - rank];
        }
      }
    }
    double all = Arrays.stream(ways[chosen]).sum();
    return Arrays.stream(ways[chosen]).map(each -> each / all).toArray();
  }
}
