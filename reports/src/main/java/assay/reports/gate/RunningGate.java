package assay.reports.gate;

import assay.reports.compare.Alignment;
import assay.reports.compare.IncomparableRunsException;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.gate.LookedAt.Scale;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.statistics.GroupSequentialTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A gate on a candidate that is still being asked: which samples are needed before each look, and
/// what the look decides.
///
/// With one look every sample of the baseline is asked, in the baseline's order. With several they
/// are asked in the random order of [RegressionGate], and those that the baseline never measured
/// are left out, because nothing can be held against them. A look spends the error rate by the
/// share of samples that are measured by then ([GroupSequentialTest]), so that samples which the
/// candidate lost never make it spend more. A gate that may look at any time spends nothing.
public final class RunningGate {
  private final RegressionGate gate;
  private final List<SampleOutcome> baseline;
  private final List<String> order;
  private final int looks;
  private final Set<String> measurable;
  private final Scale scale;

  /// Creates the gate.
  ///
  /// @param seed of the order
  /// @throws IncomparableRunsException if the baseline has no measured sample
  public RunningGate(RegressionGate gate, RunOutcomes baseline, long seed) {
    this.gate = gate;
    this.baseline = baseline.samples();
    measurable = ids(this.baseline.stream().filter(each -> !each.measured().isEmpty()));
    if (measurable.isEmpty()) {
      throw new IncomparableRunsException(
          baseline.name() + " has no measured sample, so nothing can be held against it");
    }
    scale =
        Scale.of(
            this.baseline.stream()
                .filter(each -> measurable.contains(each.id()))
                .map(SampleOutcome::weight)
                .toList());
    order =
        gate.looks() == 1
            ? List.copyOf(ids(this.baseline.stream()))
            : measurable.stream().sorted(RegressionGate.order(seed)).toList();
    looks = gate.looksAt(order.size());
  }

  private static Set<String> ids(Stream<SampleOutcome> samples) {
    return samples.map(SampleOutcome::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Returns how many looks there are at most.
  public int looks() {
    return looks;
  }

  /// Returns the samples that are asked if the gate never stops.
  public int samples() {
    return order.size();
  }

  /// Returns the ids that have to be asked before a look, beyond those of the looks before.
  ///
  /// @param look from 1
  public Set<String> batch(int look) {
    return new LinkedHashSet<>(order.subList(end(look - 1), end(look)));
  }

  /// Returns all ids that a look sees.
  public Set<String> upTo(int look) {
    return new LinkedHashSet<>(order.subList(0, end(look)));
  }

  private int end(int look) {
    return (int) Math.round((double) order.size() * look / looks);
  }

  /// Returns what a look decides. The looks before it must have decided nothing.
  ///
  /// @param candidate outcomes of at least the samples that the look sees
  /// @param look from 1 to [#looks()]
  public GateOutcome look(RunOutcomes candidate, int look) {
    Map<String, Alignment.Pair> pairs = new HashMap<>();
    Alignment.of(baseline, candidate.samples()).pairs().forEach(pair -> pairs.put(pair.id(), pair));
    List<Alignment.Pair> differences = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    int next = 0;
    boolean rising = false;
    for (int each = 1; each <= look; each++) {
      int before = differences.size();
      for (; next < end(each); next++) {
        Optional.ofNullable(pairs.get(order.get(next))).ifPresent(differences::add);
      }
      rising = differences.size() > before;
      if (rising) {
        seen.add((double) differences.size() / measurable.size());
      }
    }
    int left =
        (int) order.subList(next, order.size()).stream().filter(measurable::contains).count();
    LookedAt looked = scale.of(differences);
    int used = looked.values().size();
    if (gate.anytime()) {
      return AnytimeGate.look(gate, looked, used + left, look);
    }
    // The share that was never measured stays unspent, which errs on the safe side. A look that
    // adds no measured sample has nothing to spend, and so decides nothing.
    double critical = rising ? last(seen) : Double.POSITIVE_INFINITY;
    return gate.judge(looked, used, critical, used + left, look);
  }

  private double last(List<Double> seen) {
    double[] fractions = seen.stream().mapToDouble(Double::doubleValue).toArray();
    double[] critical = GroupSequentialTest.criticalValues(gate.rate(), fractions);
    return critical[critical.length - 1];
  }
}
