package assay.reports.axes;

import assay.reports.run.AnswerTimes;
import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import assay.reports.statistics.WilsonInterval;
import assay.results.published.PublishedModels;
import assay.results.published.PublishedScore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Published figures beside the sizes of their models.
public final class PublishedCosts {
  private PublishedCosts() {}

  /// Returns the figures with what is known of their models, in the order given.
  ///
  /// A figure's interval is that of as many independent questions, where the source leaves no doubt
  /// how many there were: what sampling alone leaves open, and nothing of how a model was asked.
  /// Figures of the same model are told apart by their source.
  public static List<ModelCost> of(List<PublishedScore> figures, PublishedModels models) {
    return figures.stream()
        .map(
            figure ->
                new ModelCost(
                    name(figure, figures),
                    figure.model(),
                    models.of(figure.model()),
                    figure.n().orElse(0),
                    estimate(figure),
                    AnswerTimes.unknown(),
                    Optional.empty()))
        .toList();
  }

  private static String name(PublishedScore figure, List<PublishedScore> all) {
    return all.stream().filter(other -> other.model().equals(figure.model())).count() == 1
        ? figure.model()
        : "%s (%s)".formatted(figure.model(), figure.provenance().source().key());
  }

  private static Estimate estimate(PublishedScore figure) {
    double share = figure.percent() / 100;
    Optional<Interval> interval =
        figure.n().stream().mapToObj(n -> WilsonInterval.of(share, n)).findFirst();
    return new Estimate(
        OptionalDouble.of(share), OptionalDouble.empty(), interval, new Interval(share, share));
  }
}
