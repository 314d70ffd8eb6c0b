package assay.reports.section;

import assay.reports.run.RepeatedAttempts.Repeat;
import assay.reports.run.RunReport;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.results.RetryNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Attempts that were asked again: when, which, and what came of them.
final class RepeatSection {
  /// Of more the page shows the counts; the file has all.
  private static final int MOST_SHOWN = 200;

  private static final Column<Again> RUN =
      Column.text("run", "run", "the run's name", again -> again.run());
  private static final List<Column<Again>> SAMPLES =
      List.of(
          RUN,
          Column.text("sample", "sample_id", "its id", again -> again.of().attempt().sampleId()),
          Column.count("attempt", "attempt", "from 0", again -> again.of().attempt().attempt()),
          Column.known(
              "asked again",
              "begun",
              "when the retry began that did it; empty where a run was continued",
              again -> again.of().begun().map(Object::toString)),
          Column.text("before", "before", "what had come of it", again -> again.of().before()),
          Column.text("now", "after", "what came of it then", again -> again.of().after()));
  private static final List<Column<Noted>> RETRIES =
      List.of(
          Column.text("run", noted -> noted.run()),
          Column.text("begun", noted -> noted.of().begun().toString()),
          Column.text("version", noted -> noted.of().version()),
          Column.count("attempts", noted -> noted.of().attempts()),
          Column.known("endpoint", noted -> noted.of().address()));
  private static final List<Column<Outcome>> OUTCOMES =
      List.of(
          Column.text("run", Outcome::run),
          Column.text("before", Outcome::before),
          Column.text("now", Outcome::after),
          Column.count("attempts", Outcome::attempts));

  private RepeatSection() {}

  private record Again(String run, Repeat of) {}

  private record Noted(String run, RetryNote of) {}

  private record Outcome(String run, String before, String after, long attempts) {}

  /// Returns the section; empty where nothing was asked again.
  static Optional<Section> of(List<RunReport> runs) {
    List<Again> all = new ArrayList<>();
    List<Noted> notes = new ArrayList<>();
    for (RunReport run : runs) {
      run.repeats().each().forEach(each -> all.add(new Again(run.name(), each)));
      run.repeats().notes().forEach(each -> notes.add(new Noted(run.name(), each)));
    }
    if (all.isEmpty() && notes.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    if (!notes.isEmpty()) {
      parts.add(Part.of(new Table<>("Retries", RETRIES, notes).withoutEmptyColumns()));
    }
    parts.add(Part.of(new Table<>("What came of them", OUTCOMES, outcomes(all))));
    if (all.size() <= MOST_SHOWN) {
      parts.add(Part.folded("The samples", List.of(new Table<>("Samples", SAMPLES, all))));
    } else {
      parts.add(new Part.Sentence("Each of them is in retries.csv."));
    }
    return Optional.of(
        Section.of(
            "retries", "Asked again", parts, List.of(new DataFile<>("retries", SAMPLES, all))));
  }

  private static List<Outcome> outcomes(List<Again> all) {
    Map<List<String>, Long> counts = new TreeMap<>(RepeatSection::order);
    for (Again each : all) {
      counts.merge(List.of(each.run(), each.of().before(), each.of().after()), 1L, Long::sum);
    }
    return counts.entrySet().stream()
        .map(
            each ->
                new Outcome(
                    each.getKey().get(0),
                    each.getKey().get(1),
                    each.getKey().get(2),
                    each.getValue()))
        .toList();
  }

  private static int order(List<String> one, List<String> other) {
    int order = 0;
    for (int i = 0; i < one.size() && order == 0; i++) {
      order = one.get(i).compareTo(other.get(i));
    }
    return order;
  }
}
