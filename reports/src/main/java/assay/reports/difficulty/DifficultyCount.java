package assay.reports.difficulty;

import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.difficulty.Difficulty.Question;
import assay.reports.difficulty.Difficulty.Source;
import assay.reports.difficulty.Difficulty.Tally;
import assay.reports.run.RunRecords;
import assay.results.SampleRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Right answers by question and family while runs are read. Mutable; one thread.
final class DifficultyCount {
  private final RunRecords first;
  private final String suite;
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
  private final Map<String, String> targets = new HashMap<>();

  /// @param first one of the runs, whose suite all have to be of
  DifficultyCount(RunRecords first) {
    this.first = first;
    this.suite = first.manifest().dataset().suite();
  }

  /// Counts a run.
  ///
  /// @throws IllegalArgumentException if it is of another suite
  void add(RunRecords run) {
    String other = run.manifest().dataset().suite();
    if (!other.equals(suite)) {
      throw new IllegalArgumentException(
          "%s is of %s and %s of %s: make one file for each suite"
              .formatted(first.name(), suite, run.name(), other));
    }
    String model = run.manifest().model().name();
    String family = ModelMaker.of(model);
    RunOutcomes outcomes = RunOutcomes.of(run, Optional.empty());
    Map<String, String> keys = targets(run);
    int measured = 0;
    for (SampleOutcome sample : outcomes.samples()) {
      String key = keys.get(sample.id());
      // Another key is another question: the first that was read counts.
      boolean same = targets.computeIfAbsent(sample.id(), _ -> key).equals(key);
      if (same && !sample.measured().isEmpty()) {
        measured++;
        tallies
            .computeIfAbsent(sample.id(), _ -> new TreeMap<>())
            .merge(
                family, new Tally(sample.share(), 1), (before, _) -> before.plus(sample.share()));
      }
    }
    sources.add(new Source(model, family, outcomes.scorer(), measured));
  }

  private static Map<String, String> targets(RunRecords run) {
    Map<String, String> targets = new HashMap<>();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records.forEach(record -> targets.put(record.sample().id(), record.sample().target()));
    }
    return targets;
  }

  Difficulty done() {
    Map<String, Question> questions = new LinkedHashMap<>();
    tallies.forEach((id, each) -> questions.put(id, new Question(targets.get(id), each)));
    return new Difficulty(suite, sources, questions);
  }
}
