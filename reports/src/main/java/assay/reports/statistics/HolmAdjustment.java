package assay.reports.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// P-values of several tests, adjusted so that the chance of any false alarm stays below the level.
///
/// Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal
/// of Statistics 6 (1979), 65-70.
public final class HolmAdjustment {
  private HolmAdjustment() {}

  /// Returns the adjusted p-values in the order of the given ones.
  public static double[] adjust(double[] pValues) {
    int tests = pValues.length;
    double[] adjusted = new double[tests];
    List<Integer> rising =
        IntStream.range(0, tests)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .toList();
    double largest = 0;
    for (int rank = 0; rank < tests; rank++) {
      int test = rising.get(rank);
      largest = Math.max(largest, Math.min(1, (tests - rank) * pValues[test]));
      adjusted[test] = largest;
    }
    return adjusted;
  }
}
