package assay.reports.section;

import assay.reports.compare.Lineup;
import assay.reports.compare.PairwiseDifferences;
import assay.reports.compare.PairwiseDifferences.Versus;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What came out, in a sentence for each suite: who leads by how much and how surely, or that it
/// cannot be told. Every sentence begins with the suite, so that no name has to be bent.
///
/// Who leads is decided by the paired differences, over the samples that two runs share: the one
/// ahead of most others, and of these the one with the highest score. What is sure is so after
/// Holm's correction over all that stand beside the leader.
final class ConclusionText {
  private static final int MOST_NAMES = 4;

  private final ScoreMatrix matrix;
  private final ScoreMatrix.Suite suite;

  private ConclusionText(ScoreMatrix matrix, ScoreMatrix.Suite suite) {
    this.matrix = matrix;
    this.suite = suite;
  }

  /// Returns a sentence for each suite, in the matrix's order.
  static List<String> of(ScoreMatrix matrix) {
    return matrix.suites().stream()
        .map(suite -> new ConclusionText(matrix, suite).sentence())
        .toList();
  }

  private String sentence() {
    String on = "On " + matrix.heading(suite);
    List<RunReport> measured =
        suite.runs().stream().filter(run -> estimate(run).value().isPresent()).toList();
    if (measured.isEmpty()) {
      return on + ", nothing was measured.";
    }
    if (measured.size() == 1 || suite.pairwise().isEmpty()) {
      return on + ", " + measured.stream().map(this::alone).collect(Collectors.joining("; ")) + ".";
    }
    PairwiseDifferences pairwise = suite.pairwise().get();
    List<RunReport> places = places(measured, pairwise);
    RunReport leader = places.getFirst();
    Map<String, Versus> versus = pairwise.versus(leader.name());
    if (versus.isEmpty()) {
      return on + ", no two runs share a measured sample, so nothing can be told between them.";
    }
    List<RunReport> others =
        places.stream().skip(1).filter(run -> versus.containsKey(run.name())).toList();
    List<RunReport> near =
        others.stream().filter(run -> !versus.get(run.name()).distinguished()).toList();
    return on
        + ", "
        + (near.isEmpty()
            ? leads(leader, others, versus.get(others.getFirst().name()))
            : near(leader, near, versus))
        + ".";
  }

  private String alone(RunReport run) {
    Estimate estimate = estimate(run);
    return "%s scores %s %% (95 %% interval %s, n = %s)"
        .formatted(
            name(run),
            percent(estimate),
            estimate.interval().map(ConclusionText::percent).orElse(Figures.NONE),
            Figures.count(run.scorers().getFirst().accuracy().counts().measured()));
  }

  private String leads(RunReport leader, List<RunReport> others, Versus next) {
    return "%s leads with %s %%: %s points ahead of %s (95 %% interval %s to %s)%s"
        .formatted(
            name(leader),
            percent(estimate(leader)),
            points(-next.value()),
            name(others.getFirst()),
            points(-next.interval().high()),
            points(-next.interval().low()),
            others.size() > 1
                ? ", the next, and surely ahead of all %d others".formatted(others.size())
                : "");
  }

  private String near(RunReport leader, List<RunReport> near, Map<String, Versus> versus) {
    RunReport next = near.getFirst();
    Versus beside = versus.get(next.name());
    String scores = "%s (%s %%)".formatted(name(leader), percent(estimate(leader)));
    String others = list(near, run -> "%s (%s %%)".formatted(name(run), percent(estimate(run))));
    String head = scores + " scores highest, but cannot be told from " + others;
    if (near.size() == versus.size()) {
      head =
          near.size() == 1
              ? "it cannot be told whether %s or %s leads".formatted(scores, others)
              : "it cannot be told which of all %d leads; highest is %s"
                  .formatted(versus.size() + 1, scores);
    }
    boolean alone = !beside.interval().contains(0);
    int all = versus.size() + 1;
    return "%s: %s is %s points from %s (95 %% interval%s %s to %s over %s samples%s)"
        .formatted(
            head,
            name(next),
            signed(beside.value()),
            near.size() == 1 ? name(leader) : "it",
            alone ? " of this pair alone" : "",
            signed(beside.interval().low()),
            signed(beside.interval().high()),
            Figures.count(beside.samples()),
            alone ? "; among %d pairs chance may explain it".formatted(all * (all - 1) / 2) : "");
  }

  private static String list(List<RunReport> runs, Function<RunReport, String> words) {
    List<String> some = runs.stream().limit(MOST_NAMES).map(words).toList();
    int more = runs.size() - some.size();
    return String.join(", ", some) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  /// The runs, those that are ahead of more others first.
  private static List<RunReport> places(List<RunReport> runs, PairwiseDifferences pairwise) {
    List<RunReport> places = new ArrayList<>(runs);
    places.sort(
        Comparator.<RunReport>comparingLong(run -> -ahead(run, pairwise))
            .thenComparingDouble(run -> -estimate(run).value().orElse(0)));
    return places;
  }

  private static long ahead(RunReport run, PairwiseDifferences pairwise) {
    return pairwise.versus(run.name()).values().stream().filter(each -> each.value() < 0).count();
  }

  private String name(RunReport run) {
    Lineup lineup = matrix.lineup();
    return lineup.label(run.name());
  }

  private static Estimate estimate(RunReport run) {
    return run.scorers().getFirst().accuracy().estimate();
  }

  private static String percent(Estimate estimate) {
    return points(estimate.value().orElseThrow());
  }

  private static String percent(Interval interval) {
    return points(interval.low()) + " to " + points(interval.high());
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share).replace("-", "−");
  }

  private static String signed(double share) {
    String text = points(share);
    return share > 0 && !text.equals("0.0") ? "+" + text : text;
  }
}
