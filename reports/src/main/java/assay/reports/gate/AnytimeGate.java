package assay.reports.gate;

import assay.reports.gate.RegressionGate.Decision;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.statistics.Interval;
import assay.reports.statistics.MeanEvidence;
import java.util.Arrays;

/// A gate that looks after every sample, by evidence that allows it ([MeanEvidence]): it passes
/// once a drop of the margin or more is refuted, and reports a regression once every drop within
/// the margin is. Each error has the gate's rate over all looks together.
///
/// The first sample after which either is sure decides. Nothing has to be planned: neither how
/// often it looks, nor how many samples there will be.
final class AnytimeGate {
  private final MeanEvidence tolerable;
  private final MeanEvidence drop;
  private final double enough;

  private AnytimeGate(RegressionGate gate) {
    tolerable = new MeanEvidence(-gate.margin());
    drop = new MeanEvidence(gate.margin());
    enough = -Math.log(gate.rate());
  }

  /// Returns the decision over finished runs, at the sample at which it falls.
  ///
  /// @param differences candidate minus baseline, in the order in which they are looked at
  static GateOutcome decide(RegressionGate gate, double[] differences) {
    AnytimeGate looking = new AnytimeGate(gate);
    Decision decision = Decision.UNDECIDED;
    int used = 0;
    while (used < differences.length && decision == Decision.UNDECIDED) {
      decision = looking.after(differences[used++]);
    }
    return outcome(gate, differences, used, decision, differences.length, used);
  }

  /// Returns what a look at the first samples decides.
  ///
  /// @param available samples that there are
  /// @param look its number, from 1
  static GateOutcome look(RegressionGate gate, double[] differences, int available, int look) {
    AnytimeGate looking = new AnytimeGate(gate);
    Decision decision = Decision.UNDECIDED;
    for (int i = 0; i < differences.length && decision == Decision.UNDECIDED; i++) {
      decision = looking.after(differences[i]);
    }
    return outcome(gate, differences, differences.length, decision, available, look);
  }

  private Decision after(double difference) {
    tolerable.add(difference);
    drop.add(-difference);
    if (tolerable.log() >= enough) {
      return Decision.PASS;
    }
    return drop.log() >= enough ? Decision.REGRESSION : Decision.UNDECIDED;
  }

  private static GateOutcome outcome(
      RegressionGate gate,
      double[] differences,
      int used,
      Decision decision,
      int available,
      int look) {
    double sum = 0;
    for (int i = 0; i < used; i++) {
      sum += differences[i];
    }
    return new GateOutcome(
        decision,
        used == 0 ? 0 : sum / used,
        bounds(gate, differences, used, decision),
        used,
        available,
        look);
  }

  /// Returns the bounds on either side. What was sure once stays so.
  private static Interval bounds(
      RegressionGate gate, double[] differences, int used, Decision decision) {
    double low = MeanEvidence.lowerBound(differences, used, gate.rate());
    double[] turned = Arrays.stream(differences).map(each -> -each).toArray();
    double high = -MeanEvidence.lowerBound(turned, used, gate.rate());
    return switch (decision) {
      case PASS -> new Interval(Math.max(low, -gate.margin()), Math.max(high, -gate.margin()));
      case REGRESSION ->
          new Interval(Math.min(low, -gate.margin()), Math.min(high, -gate.margin()));
      case UNDECIDED -> new Interval(low, high);
    };
  }
}
