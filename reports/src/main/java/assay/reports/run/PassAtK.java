package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.reports.statistics.SampleMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/// The chance that at least one of `k` attempts at a sample is right, averaged over samples.
///
/// Of `n` measured attempts, `c` right, the unbiased estimate is `1 - C(n-c,k) / C(n,k)`. A sample
/// with fewer than `k` measured attempts leaves the mean and opens the bounds from 0 to 1.
///
/// Source: M. Chen et al., "Evaluating Large Language Models Trained on Code" (arXiv 2107.03374),
/// section 2.1.
///
/// @param k attempts that may be made
/// @param samples how many samples have at least `k` measured attempts
/// @param estimate mean over these samples; its interval is Student's t over samples
public record PassAtK(int k, int samples, Estimate estimate) {
  private static final int[] STEPS = {1, 2, 5};

  public PassAtK {
    Objects.requireNonNull(estimate);
  }

  /// Returns the unbiased estimate for one sample, as a product that neither overflows nor cancels.
  ///
  /// @param n attempts, at least `k`
  /// @param c right ones, 0 to `n`
  /// @param k attempts that may be made, at least 1
  public static double ofSample(int n, int c, int k) {
    if (k < 1 || n < k || c < 0 || c > n) {
      throw new IllegalArgumentException(
          "pass@%d is undefined for %d right of %d attempts".formatted(k, c, n));
    }
    if (n - c < k) {
      return 1;
    }
    double allWrong = 1;
    for (int i = n - c + 1; i <= n; i++) {
      allWrong *= 1 - (double) k / i;
    }
    return 1 - allWrong;
  }

  /// Returns pass@k for k = 1, 2, 5, 10, 20, 50, ... up to the most attempts at a sample, that
  /// number included; empty if no sample has more than one attempt.
  static List<PassAtK> series(List<ScoredAttempt> attempts, String scorer) {
    Map<String, int[]> samples = new LinkedHashMap<>();
    for (ScoredAttempt attempt : attempts) {
      int[] tally = samples.computeIfAbsent(attempt.sampleId(), id -> new int[3]);
      Verdict verdict = attempt.verdict(scorer);
      tally[0] += verdict.measured() ? 1 : 0;
      tally[1] += verdict.correct() ? 1 : 0;
      tally[2] += verdict.measured() ? 0 : 1;
    }
    int most = samples.values().stream().mapToInt(tally -> tally[0] + tally[2]).max().orElse(0);
    return most < 2
        ? List.of()
        : budgets(most).stream().map(k -> of(List.copyOf(samples.values()), k)).toList();
  }

  private static List<Integer> budgets(int most) {
    List<Integer> budgets = new ArrayList<>();
    for (int decade = 1; decade <= most; decade *= 10) {
      for (int step : STEPS) {
        if (step * decade < most) {
          budgets.add(step * decade);
        }
      }
    }
    budgets.add(most);
    return budgets;
  }

  private static PassAtK of(List<int[]> samples, int k) {
    List<int[]> enough = samples.stream().filter(tally -> tally[0] >= k).toList();
    if (enough.isEmpty()) {
      return new PassAtK(k, 0, Estimate.unmeasured());
    }
    SampleMean mean =
        SampleMean.of(
            enough.stream().mapToDouble(tally -> ofSample(tally[0], tally[1], k)).toArray());
    double low = 0;
    double high = samples.size() - enough.size();
    for (int[] tally : enough) {
      low += ofSample(tally[0] + tally[2], tally[1], k);
      high += ofSample(tally[0] + tally[2], tally[1] + tally[2], k);
    }
    Interval bounds = Bounds.around(mean.value(), low / samples.size(), high / samples.size());
    return new PassAtK(
        k,
        enough.size(),
        new Estimate(
            OptionalDouble.of(mean.value()),
            mean.standardError(),
            mean.interval().map(Interval::clippedToShare),
            bounds));
  }
}
