package assay.reports.section;

import assay.reports.Report;
import assay.reports.axes.Contamination;
import assay.reports.doubt.DoubtfulKeys;
import assay.reports.run.Counts;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.section.Caution.Place;
import assay.reports.text.Clipping;
import assay.reports.text.Figures;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The short list of what needs care in a report, each with links to where it is told in full.
final class Cautions {
  /// The whole text stands at the place that a link leads to.
  private static final int LONGEST = 110;

  private static final DoubtfulKeys IN_DOUBT = DoubtfulKeys.bundled();

  private final Report report;

  private Cautions(Report report) {
    this.report = report;
  }

  /// Returns what needs care, most urgent first; empty where nothing does.
  static List<Caution> of(Report report) {
    return new Cautions(report).all();
  }

  private List<Caution> all() {
    List<Caution> all = new ArrayList<>();
    add(all, "Incomplete", each(Cautions::incomplete));
    add(all, "Not measured", each(Cautions::unmeasured));
    add(all, "Cut by a token limit", each(Cautions::truncated));
    add(all, "Answered only after retries", each(Cautions::retried));
    add(all, "Differs from the protocol", each(Cautions::deviations));
    add(all, "Scoring rules disagree by more than a point", each(Cautions::disagreement));
    add(all, "Right answers may be refused", each(Cautions::inDoubt));
    add(all, "Tells old problems from new ones", contamination());
    add(
        all,
        "Not compared",
        report.comparisons().refusals().stream()
            .map(refusal -> new Place(refusal, "comparison"))
            .toList());
    return all;
  }

  private static void add(List<Caution> all, String what, List<Place> places) {
    if (!places.isEmpty()) {
      all.add(new Caution(what, places));
    }
  }

  private List<Place> each(BiFunction<RunReport, String, Optional<Place>> place) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < report.runs().size(); i++) {
      RunReport run = report.runs().get(i);
      place
          .apply(run, "run-" + i)
          .map(found -> new Place(name(run) + ": " + found.text(), found.target()))
          .ifPresent(places::add);
    }
    return places;
  }

  /// Returns what the matrix calls a run; where a model has several, the run's own name.
  private String name(RunReport run) {
    return report.matrix().suites().size() > 1
        ? run.name()
        : report.matrix().lineup().label(run.name());
  }

  private static Optional<Counts> counts(RunReport run) {
    return run.scorers().stream().findFirst().map(scorer -> scorer.accuracy().counts());
  }

  private static Optional<Place> incomplete(RunReport run, String section) {
    return run.incomplete()
        ? Optional.of(
            new Place(
                "%s of %s attempts recorded"
                    .formatted(Figures.count(run.attempts()), Figures.count(run.plannedAttempts())),
                section))
        : Optional.empty();
  }

  private static Optional<Place> unmeasured(RunReport run, String section) {
    return counts(run)
        .filter(counts -> counts.unmeasured() > 0)
        .map(
            counts ->
                new Place(
                    "%s, %s"
                        .formatted(
                            Figures.countWithShare(counts.unmeasured(), counts.total()),
                            counts.notMeasured().keySet().stream()
                                .map(cause -> cause.label())
                                .collect(Collectors.joining(", "))),
                    samples(run, "verdict", "not-measured")));
  }

  private static Optional<Place> truncated(RunReport run, String section) {
    return counts(run)
        .filter(counts -> counts.truncated() > 0)
        .map(
            counts ->
                new Place(
                    Figures.countWithShare(counts.truncated(), counts.total()),
                    samples(run, "truncated", "yes")));
  }

  private static Optional<Place> retried(RunReport run, String section) {
    long retried = run.calls().retried();
    return retried == 0
        ? Optional.empty()
        : Optional.of(new Place(Figures.countWithShare(retried, run.attempts()), section));
  }

  private static Optional<Place> deviations(RunReport run, String section) {
    List<String> deviations = run.manifest().deviations();
    return deviations.isEmpty()
        ? Optional.empty()
        : Optional.of(new Place(Clipping.of(String.join("; ", deviations), LONGEST), section));
  }

  private static Optional<Place> disagreement(RunReport run, String section) {
    List<ScorerReport> measured =
        run.scorers().stream()
            .filter(scorer -> value(scorer).isPresent())
            .sorted(Comparator.comparingDouble(scorer -> value(scorer).getAsDouble()))
            .toList();
    return OtherRules.of(run)
        .map(
            far ->
                new Place(
                    "%s to %s".formatted(words(measured.getFirst()), words(measured.getLast())),
                    section));
  }

  /// Counts what the program itself knows of a suite's questions; `--doubtful` says what it costs.
  private static Optional<Place> inDoubt(RunReport run, String section) {
    DatasetIdentity data = run.manifest().dataset();
    Map<String, Long> kinds =
        IN_DOUBT.always(data.suite(), data.rows().stream().map(RunManifest.Row::id).toList());
    return kinds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Place(
                "of %s questions %s"
                    .formatted(
                        Figures.count(data.rows().size()),
                        kinds.entrySet().stream()
                            .map(each -> each.getValue() + " " + each.getKey())
                            .collect(Collectors.joining(", "))),
                section));
  }

  private static String words(ScorerReport scorer) {
    return String.format(
        Locale.ROOT, "%.1f by %s", 100 * value(scorer).getAsDouble(), scorer.scorer());
  }

  private static OptionalDouble value(ScorerReport scorer) {
    return scorer.accuracy().estimate().value();
  }

  private List<Place> contamination() {
    List<Place> places = new ArrayList<>();
    for (Contamination run : report.axes().contamination().runs()) {
      run.gap()
          .filter(gap -> !gap.interval().contains(0))
          .ifPresent(
              gap ->
                  places.add(
                      new Place(
                          "%s: %s points after the end of its training data"
                              .formatted(run.run(), Figures.points(gap.value())),
                          "contamination")));
    }
    return places;
  }

  /// Returns the fragment that lists some samples of a run in the page's table.
  private static String samples(RunReport run, String filter, String value) {
    return "list?run=%s&%s=%s"
        .formatted(
            URLEncoder.encode(run.name(), StandardCharsets.UTF_8).replace("+", "%20"),
            filter,
            value);
  }
}
