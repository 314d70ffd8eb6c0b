package assay.reports.doubt;

import assay.reports.run.Accuracy;
import assay.reports.run.RunReport;
import assay.reports.run.SplitAccuracy;
import assay.reports.text.Figures;
import assay.results.RunManifest.DatasetIdentity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// A run's score beside what it is without the questions in doubt.
///
/// @param run its name
/// @param suite what was asked
/// @param kinds of the run's questions in doubt, by id in the order of the lists
/// @param unmatched what the lists have and the run does not
/// @param official over all questions
/// @param without over those that nobody doubts
/// @param doubted over those in doubt
public record DoubtfulScore(
    String run,
    String suite,
    Map<String, String> kinds,
    Unmatched unmatched,
    Accuracy official,
    Accuracy without,
    Accuracy doubted) {
  private static final int MOST_NAMED = 5;

  public DoubtfulScore {
    Objects.requireNonNull(run);
    Objects.requireNonNull(suite);
    kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    Objects.requireNonNull(unmatched);
    Objects.requireNonNull(official);
    Objects.requireNonNull(without);
    Objects.requireNonNull(doubted);
  }

  /// What lists have and a run does not.
  ///
  /// @param absent questions
  /// @param otherKeys questions of the run whose reference answer is none that is in doubt
  /// @param whole whether the run is of all its data's rows, so that an absent one is unknown there
  public record Unmatched(List<String> absent, List<String> otherKeys, boolean whole) {
    public Unmatched {
      absent = List.copyOf(absent);
      otherKeys = List.copyOf(otherKeys);
    }

    static Unmatched of(DatasetIdentity data, Set<String> listed, Set<String> inDoubt) {
      Set<String> absent = new LinkedHashSet<>(listed);
      data.rows().forEach(row -> absent.remove(row.id()));
      Set<String> others = new LinkedHashSet<>(listed);
      others.removeAll(absent);
      others.removeAll(inDoubt);
      boolean whole =
          data.shard().isEmpty()
              && data.selection().equals(DatasetIdentity.ALL)
              && data.window().equals(DatasetIdentity.ALL);
      return new Unmatched(List.copyOf(absent), List.copyOf(others), whole);
    }

    /// Returns it in sentences, each with a blank before it.
    String words() {
      return (absent.isEmpty()
              ? ""
              : " Of the lists' ids %s %s not %s: %s."
                  .formatted(
                      Figures.count(absent.size()),
                      absent.size() == 1 ? "is" : "are",
                      whole ? "in its data" : "among its rows",
                      named(absent)))
          + (otherKeys.isEmpty()
              ? ""
              : " Of %s the key in doubt is another than the run's, so that they stay in: %s."
                  .formatted(
                      otherKeys.size() == 1
                          ? "1 question"
                          : Figures.count(otherKeys.size()) + " questions",
                      named(otherKeys)));
    }

    private static String named(List<String> ids) {
      return String.join(", ", ids.subList(0, Math.min(ids.size(), MOST_NAMED)))
          + (ids.size() > MOST_NAMED ? ", …" : "");
    }
  }

  /// Reads a run's records twice.
  ///
  /// @param report with at least one record
  /// @param keys some of them of the run's suite
  static DoubtfulScore of(RunReport report, DoubtfulKeys keys) {
    String suite = report.manifest().dataset().suite();
    Map<String, String> kinds = keys.in(report.records());
    SplitAccuracy split = SplitAccuracy.of(report.records(), kinds.keySet());
    return new DoubtfulScore(
        report.name(),
        suite,
        kinds,
        Unmatched.of(report.manifest().dataset(), keys.of(suite).keySet(), kinds.keySet()),
        report.scorers().getFirst().accuracy(),
        split.others(),
        split.some());
  }

  /// Returns how many questions are in doubt, by kind in the order of the lists' rows.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    kinds.values().forEach(kind -> counts.merge(kind, 1L, Long::sum));
    return counts;
  }

  /// Returns why questions are in doubt, with their numbers.
  public String kindsInWords() {
    return counts().entrySet().stream()
        .map(kind -> "%s: %s".formatted(kind.getKey(), Figures.count(kind.getValue())))
        .collect(Collectors.joining(", "));
  }

  /// Returns the figures in a sentence, or two where the lists have more than the run.
  public String words() {
    return ("%s: %s %% official (%s judged); %s in doubt%s; without them %s %% (95 %% interval %s,"
            + " %s judged).%s")
        .formatted(
            run,
            Figures.percent(official.estimate().value()),
            Figures.count(official.counts().measured()),
            kinds.size() == 1 ? "1 question is" : Figures.count(kinds.size()) + " questions are",
            kinds.isEmpty() ? "" : " (" + kindsInWords() + ")",
            Figures.percent(without.estimate().value()),
            Figures.percent(without.estimate().interval()),
            Figures.count(without.counts().measured()),
            unmatched.words());
  }
}
