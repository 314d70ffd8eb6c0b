package assay.reports.axes;

import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Which models no other model beats in score without costing more.
///
/// Membership is of point estimates: a model whose interval overlaps that of the one which
/// dominates it may belong to the front. Models with the same cost and the same score do not
/// dominate each other.
///
/// @param axis the cost
/// @param points from the lowest cost to the highest, at least two
public record ParetoFront(CostAxis axis, List<Point> points) {
  public ParetoFront {
    Objects.requireNonNull(axis);
    points = List.copyOf(points);
  }

  /// One model.
  ///
  /// @param run the run's name
  /// @param cost above 0
  /// @param score its estimate, which has a value
  /// @param dominator the model that dominates it; empty for a member of the front
  public record Point(String run, double cost, Estimate score, Optional<Dominator> dominator) {
    /// Returns whether no model dominates this one.
    public boolean onFront() {
      return dominator.isEmpty();
    }

    double value() {
      return score.value().orElseThrow();
    }
  }

  /// A model that costs no more and scores no less, and is better in one of them: of several the
  /// one with the best score.
  ///
  /// @param run the run's name
  /// @param overlapping whether the intervals of the two scores overlap
  public record Dominator(String run, boolean overlapping) {}

  /// Returns the front of the models whose cost is known; empty for fewer than two.
  public static Optional<ParetoFront> of(CostAxis axis, List<ModelCost> models) {
    List<Point> known = new ArrayList<>();
    for (ModelCost model : models) {
      if (model.score().value().isPresent() && axis.of(model).isPresent()) {
        double cost = axis.of(model).getAsDouble();
        known.add(new Point(model.run(), cost, model.score(), Optional.empty()));
      }
    }
    if (known.size() < 2) {
      return Optional.empty();
    }
    List<Point> judged =
        known.stream()
            .map(point -> new Point(point.run, point.cost, point.score, dominator(point, known)))
            .sorted(Comparator.comparingDouble(Point::cost).thenComparingDouble(Point::value))
            .toList();
    return Optional.of(new ParetoFront(axis, judged));
  }

  private static Optional<Dominator> dominator(Point point, List<Point> all) {
    return all.stream()
        .filter(other -> dominates(other, point))
        .max(Comparator.comparingDouble(Point::value))
        .map(best -> new Dominator(best.run, overlap(best.score, point.score)));
  }

  private static boolean dominates(Point one, Point other) {
    return one.cost <= other.cost
        && one.value() >= other.value()
        && (one.cost < other.cost || one.value() > other.value());
  }

  private static boolean overlap(Estimate one, Estimate other) {
    if (one.interval().isEmpty() || other.interval().isEmpty()) {
      return true;
    }
    Interval a = one.interval().get();
    Interval b = other.interval().get();
    return a.low() <= b.high() && b.low() <= a.high();
  }
}
