package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.axes.ParetoFront.Dominator;
import assay.reports.axes.ParetoFront.Point;
import assay.reports.run.AnswerTimes;
import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import assay.results.published.FactCheck;
import assay.results.published.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParetoFrontTest {
  private static final AnswerTimes.Median NO_MEDIAN =
      new AnswerTimes.Median(OptionalDouble.empty(), 0);
  private static final AnswerTimes UNTIMED =
      new AnswerTimes(
          NO_MEDIAN,
          NO_MEDIAN,
          NO_MEDIAN,
          NO_MEDIAN,
          NO_MEDIAN,
          new AnswerTimes.Mean(OptionalDouble.empty(), 0),
          new AnswerTimes.Characters(0, 0, 0));

  @Test
  void leavesOutWhoCostsMoreAndScoresLess() {
    List<Point> points =
        front(cost("small", 7, 0.30), cost("dense", 70, 0.37), cost("moe", 13, 0.40));
    assertThat(points).extracting(Point::run).containsExactly("small", "moe", "dense");
    assertThat(points).extracting(Point::onFront).containsExactly(true, true, false);
    assertThat(points.getLast().dominator()).contains(new Dominator("moe", false));
  }

  @Test
  void keepsModelsThatAreEqualInBoth() {
    assertThat(front(cost("one", 7, 0.3), cost("other", 7, 0.3))).allMatch(Point::onFront);
  }

  @Test
  void dominatesByOneOfTheTwoAlone() {
    assertThat(front(cost("cheap", 6, 0.3), cost("dear", 7, 0.3)))
        .extracting(Point::onFront)
        .containsExactly(true, false);
    assertThat(front(cost("worse", 7, 0.2), cost("better", 7, 0.3)))
        .extracting(Point::onFront)
        .containsExactly(false, true);
  }

  @Test
  void saysWhereIntervalsOverlap() {
    List<Point> points = front(cost("a", 6, 0.300), cost("b", 7, 0.295));
    assertThat(points.getLast().dominator()).contains(new Dominator("a", true));
  }

  @Test
  void needsTwoModelsWhoseCostIsKnown() {
    ModelCost unknown =
        new ModelCost("x", "x", Optional.empty(), 1, score(0.5), UNTIMED, Optional.empty());
    assertThat(ParetoFront.of(CostAxis.ACTIVE_PARAMETERS, List.of(cost("a", 1, 0.5), unknown)))
        .isEmpty();
  }

  /// Against the definition, checked for each pair.
  @Test
  void agreesWithTheDefinition() {
    Random random = new Random(20261125);
    for (int round = 0; round < 200; round++) {
      List<ModelCost> models = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        models.add(cost("m" + i, 1 + random.nextInt(5), random.nextInt(5) / 10.0));
      }
      for (Point point :
          ParetoFront.of(CostAxis.ACTIVE_PARAMETERS, models).orElseThrow().points()) {
        boolean beaten = false;
        for (ModelCost other : models) {
          double cost = other.facts().orElseThrow().activeParameters().orElseThrow();
          double value = other.score().value().orElseThrow();
          double own = point.score().value().orElseThrow();
          beaten |= (cost <= point.cost() && value > own) || (cost < point.cost() && value >= own);
        }
        assertThat(point.onFront()).isEqualTo(!beaten);
      }
    }
  }

  private static List<Point> front(ModelCost... models) {
    return ParetoFront.of(CostAxis.ACTIVE_PARAMETERS, List.of(models)).orElseThrow().points();
  }

  private static ModelCost cost(String run, long active, double value) {
    ModelCard facts =
        new ModelCard(
            run,
            OptionalLong.of(active),
            OptionalLong.of(active),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            "a test",
            FactCheck.STATED);
    return new ModelCost(
        run, run, Optional.of(facts), 100, score(value), UNTIMED, Optional.empty());
  }

  private static Estimate score(double value) {
    Interval interval = new Interval(value - 0.01, value + 0.01);
    return new Estimate(
        OptionalDouble.of(value), OptionalDouble.of(0.005), Optional.of(interval), interval);
  }
}
