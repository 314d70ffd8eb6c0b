package assay.reports.gate;

import assay.reports.gate.RegressionGate.Decision;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.statistics.Interval;
import assay.reports.statistics.MeanEvidence;
import java.util.Arrays;
import java.util.stream.DoubleStream;

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

  private final double largest;

  private AnytimeGate(RegressionGate gate, double largest) {
    this.largest = largest;
    tolerable = new MeanEvidence(-gate.margin() / largest);
    drop = new MeanEvidence(gate.margin() / largest);
    enough = -Math.log(gate.rate());
  }

  /// Returns the decision over finished runs, at the sample at which it falls.
  ///
  /// @param looked candidate minus baseline, in the order in which they are looked at; values of
  ///   samples that count more can be further from zero than 1, so that all are bet on in parts of
  ///   the largest
  static GateOutcome decide(RegressionGate gate, LookedAt looked) {
    AnytimeGate looking = new AnytimeGate(gate, looked.largest());
    double[] differences = looked.array();
    Decision decision = Decision.UNDECIDED;
    int used = 0;
    while (used < differences.length && decision == Decision.UNDECIDED) {
      decision = looking.after(differences[used++]);
    }
    return looking.outcome(gate, differences, used, decision, differences.length, used);
  }

  /// Returns what a look at the first samples decides.
  ///
  /// @param available samples that there are
  /// @param look its number, from 1
  static GateOutcome look(RegressionGate gate, LookedAt looked, int available, int look) {
    AnytimeGate looking = new AnytimeGate(gate, looked.largest());
    double[] differences = looked.array();
    Decision decision = Decision.UNDECIDED;
    for (int i = 0; i < differences.length && decision == Decision.UNDECIDED; i++) {
      decision = looking.after(differences[i]);
    }
    return looking.outcome(gate, differences, differences.length, decision, available, look);
  }

  private Decision after(double difference) {
    tolerable.add(difference / largest);
    drop.add(-difference / largest);
    if (tolerable.log() >= enough) {
      return Decision.PASS;
    }
    return drop.log() >= enough ? Decision.REGRESSION : Decision.UNDECIDED;
  }

  private GateOutcome outcome(
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
  private Interval bounds(RegressionGate gate, double[] differences, int used, Decision decision) {
    double low = lowerBound(Arrays.stream(differences), used, gate.rate());
    double high = -lowerBound(Arrays.stream(differences).map(each -> -each), used, gate.rate());
    return switch (decision) {
      case PASS -> new Interval(Math.max(low, -gate.margin()), Math.max(high, -gate.margin()));
      case REGRESSION ->
          new Interval(Math.min(low, -gate.margin()), Math.min(high, -gate.margin()));
      case UNDECIDED -> new Interval(low, high);
    };
  }

  private double lowerBound(DoubleStream differences, int used, double rate) {
    double[] scaled = differences.map(each -> each / largest).toArray();
    return Math.max(-1, largest * MeanEvidence.lowerBound(scaled, used, rate));
  }
}
