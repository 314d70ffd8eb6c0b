package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.reports.statistics.SampleMean;
import java.util.Collection;
import java.util.List;
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
  public PassAtK {
    Objects.requireNonNull(estimate);
  }

  /// Returns the unbiased estimate for one sample, as a product that neither overflows nor cancels.
  ///
  /// @param n attempts, at least `k`
  /// @param c right ones, 0 to `n`
  /// @param k attempts that may be made, at least 1
  public static double ofSample(long n, long c, int k) {
    if (k < 1 || n < k || c < 0 || c > n) {
      throw new IllegalArgumentException(
          "pass@%d is undefined for %d right of %d attempts".formatted(k, c, n));
    }
    if (n - c < k) {
      return 1;
    }
    double allWrong = 1;
    for (long i = n - c + 1; i <= n; i++) {
      allWrong *= 1 - (double) k / i;
    }
    return 1 - allWrong;
  }

  /// Returns pass@k over the samples with at least k measured attempts.
  ///
  /// @param samples the counts of each sample
  public static PassAtK of(Collection<Counts> samples, int k) {
    List<Counts> enough = samples.stream().filter(each -> each.measured() >= k).toList();
    if (enough.isEmpty()) {
      return new PassAtK(k, 0, Estimate.unmeasured());
    }
    SampleMean mean =
        SampleMean.of(
            enough.stream()
                .mapToDouble(each -> ofSample(each.measured(), each.correct(), k))
                .toArray());
    double low = 0;
    double high = samples.size() - enough.size();
    for (Counts each : enough) {
      low += ofSample(each.total(), each.correct(), k);
      high += ofSample(each.total(), each.correct() + each.unmeasured(), k);
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
