package assay.reports.axes;

import assay.reports.run.AnswerTimes;
import assay.reports.run.CallUse.Bill;
import assay.reports.run.Estimate;
import assay.results.published.ModelCard;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// The score of one run and what it took.
///
/// @param run the run's name
/// @param model its model's name
/// @param facts on the model, where any are known
/// @param n attempts measured
/// @param score of the protocol's own scorer
/// @param times how long its answers took
/// @param bill what they cost, where prices are known
public record ModelCost(
    String run,
    String model,
    Optional<ModelCard> facts,
    long n,
    Estimate score,
    AnswerTimes times,
    Optional<Bill> bill) {
  private static final double BILLION = 1e9;

  public ModelCost {
    Objects.requireNonNull(run);
    Objects.requireNonNull(model);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(score);
    Objects.requireNonNull(times);
    Objects.requireNonNull(bill);
  }

  /// Returns the score in points of a percent for each billion active parameters.
  public OptionalDouble pointsPerBillion() {
    OptionalDouble active = CostAxis.ACTIVE_PARAMETERS.of(this);
    return active.isPresent() && score.value().isPresent()
        ? OptionalDouble.of(100 * score.value().getAsDouble() / (active.getAsDouble() / BILLION))
        : OptionalDouble.empty();
  }

  /// Returns whether the size of the model is known.
  public boolean sized() {
    return facts.map(ModelCard::sized).orElse(false);
  }

  /// Returns whether anything but the score is known.
  boolean known() {
    return sized() || times.answerSeconds().n() > 0 || times.characters().completions() > 0;
  }
}
