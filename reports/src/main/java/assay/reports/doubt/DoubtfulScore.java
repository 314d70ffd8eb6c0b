package assay.reports.doubt;

import assay.reports.run.Accuracy;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.reports.run.SplitAccuracy;
import assay.reports.text.Figures;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.SampleRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run's score beside what it is without the questions in doubt.
///
/// @param run its name
/// @param suite what was asked
/// @param kinds of the run's questions in doubt, by id in the order of the lists
/// @param absent questions that the lists have and the run does not
/// @param whole whether the run is of all its data's rows, so that an absent one is unknown there
/// @param official over all questions
/// @param without over those that nobody doubts
/// @param doubted over those in doubt
public record DoubtfulScore(
    String run,
    String suite,
    Map<String, String> kinds,
    List<String> absent,
    boolean whole,
    Accuracy official,
    Accuracy without,
    Accuracy doubted) {
  private static final int MOST_NAMED = 5;

  public DoubtfulScore {
    Objects.requireNonNull(run);
    Objects.requireNonNull(suite);
    kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    absent = List.copyOf(absent);
    Objects.requireNonNull(official);
    Objects.requireNonNull(without);
    Objects.requireNonNull(doubted);
  }

  /// Reads a run's records twice.
  ///
  /// @param report with at least one record
  /// @param keys of the run's suite
  static DoubtfulScore of(RunReport report, Map<String, List<DoubtfulKey>> keys) {
    Map<String, String> kinds = kinds(report.records(), keys);
    SplitAccuracy split = SplitAccuracy.of(report.records(), kinds.keySet());
    return new DoubtfulScore(
        report.name(),
        report.manifest().dataset().suite(),
        kinds,
        absent(report.manifest().dataset(), keys.keySet()),
        whole(report.manifest().dataset()),
        report.scorers().getFirst().accuracy(),
        split.others(),
        split.some());
  }

  private static Map<String, String> kinds(RunRecords run, Map<String, List<DoubtfulKey>> keys) {
    Map<String, String> found = new HashMap<>();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records
          .map(SampleRecord::sample)
          .forEach(
              sample ->
                  keys.getOrDefault(sample.id(), List.of()).stream()
                      .filter(key -> key.doubts(sample.target()))
                      .findFirst()
                      .ifPresent(key -> found.put(sample.id(), key.kind())));
    }
    // Records stand as they were done; the lists' order is the same in each report.
    Map<String, String> kinds = new LinkedHashMap<>();
    keys.keySet().stream().filter(found::containsKey).forEach(id -> kinds.put(id, found.get(id)));
    return kinds;
  }

  private static List<String> absent(DatasetIdentity data, Set<String> listed) {
    Set<String> ids = new LinkedHashSet<>(listed);
    data.rows().forEach(row -> ids.remove(row.id()));
    return List.copyOf(ids);
  }

  private static boolean whole(DatasetIdentity data) {
    return data.shard().isEmpty()
        && data.selection().equals(DatasetIdentity.ALL)
        && data.window().equals(DatasetIdentity.ALL);
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
            absentInWords());
  }

  private String absentInWords() {
    return absent.isEmpty()
        ? ""
        : " Of the lists' ids %s %s not %s: %s%s."
            .formatted(
                Figures.count(absent.size()),
                absent.size() == 1 ? "is" : "are",
                whole ? "in its data" : "among its rows",
                String.join(", ", absent.subList(0, Math.min(absent.size(), MOST_NAMED))),
                absent.size() > MOST_NAMED ? ", …" : "");
  }
}
