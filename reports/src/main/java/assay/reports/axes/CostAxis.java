package assay.reports.axes;

import assay.reports.run.CallUse.Bill;
import java.util.OptionalDouble;

/// What an answer costs.
public enum CostAxis {
  /// Parameters that take part in computing a token.
  ACTIVE_PARAMETERS("active-parameters", "active parameters"),
  /// Bytes of weights read to compute one token alone.
  WEIGHT_BYTES("weight-bytes", "bytes of weights read per token"),
  /// Median wall time of an answer.
  ANSWER_SECONDS("answer-seconds", "seconds per answer"),
  /// Money for all answers at a sample.
  MONEY("money", "cost per sample");

  private final String key;
  private final String label;

  CostAxis(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /// Returns the name that files use.
  public String key() {
    return key;
  }

  /// Returns the words that tables and pictures use.
  public String label() {
    return label;
  }

  /// Returns this cost of a model; empty where it is not known.
  OptionalDouble of(ModelCost model) {
    OptionalDouble value =
        switch (this) {
          case ACTIVE_PARAMETERS ->
              model.facts().stream()
                  .flatMapToLong(facts -> facts.activeParameters().stream())
                  .asDoubleStream()
                  .findFirst();
          case WEIGHT_BYTES ->
              model.facts().stream()
                  .flatMapToLong(facts -> facts.weightBytesPerToken().stream())
                  .asDoubleStream()
                  .findFirst();
          case ANSWER_SECONDS -> model.times().answerSeconds().value();
          case MONEY -> model.bill().map(Bill::perSample).orElse(OptionalDouble.empty());
        };
    return value.stream().filter(cost -> cost > 0).findFirst();
  }
}
