package assay.harness.score;

import assay.reports.run.Counts;
import assay.reports.run.PassAtK;
import assay.reports.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/// Counts of verdicts as scripts read them.
public final class CountsJson {
  private static final List<Integer> BUDGETS = List.of(1, 2, 5, 10, 20, 50, 100, 200);

  private CountsJson() {}

  /// Writes the counts: `noAnswer` is a part of `wrong`; `accuracy` is over the measured samples
  /// and null where there are none; `lowest` and `highest` are what the unmeasured ones leave open.
  public static void write(ObjectNode node, Counts counts) {
    node.put("samples", counts.total());
    node.put("correct", counts.correct());
    node.put("wrong", counts.wrong());
    if (counts.credit() > 0) {
      node.put("credit", counts.credit());
    }
    node.put("noAnswer", counts.noAnswer());
    node.put("notMeasured", counts.unmeasured());
    node.putNull("accuracy");
    counts.accuracy().ifPresent(value -> node.put("accuracy", value));
    if (counts.total() > 0) {
      Interval bounds = counts.bounds();
      node.put("lowest", bounds.low()).put("highest", bounds.high());
    }
  }

  /// Writes `passAtK`, by k, over the samples with at least k measured attempts, if any sample has
  /// more than one.
  ///
  /// @param samples the counts of each sample
  static void passAtK(ObjectNode summary, Collection<Counts> samples) {
    if (samples.stream().allMatch(each -> each.measured() < 2)) {
      return;
    }
    ObjectNode node = summary.putObject("passAtK");
    for (int k : BUDGETS) {
      PassAtK share = PassAtK.of(samples, k);
      share
          .estimate()
          .value()
          .ifPresent(
              value ->
                  node.putObject(Integer.toString(k))
                      .put("samples", share.samples())
                      .put("value", value));
    }
  }
}
