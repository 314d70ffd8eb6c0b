package assay.harness.run;

import assay.results.GenerationSettings;
import assay.results.RunManifest.Row;
import assay.results.Sample;
import assay.scorers.Scorer;
import assay.tasks.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What a run does: which samples of which task, sampled how, scored by what.
///
/// @param task data and protocol
/// @param selection which of its samples
/// @param settings how completions are sampled; the protocol's own unless the user asked otherwise
/// @param scorers the scorers, the protocol's own first
/// @param rows id and digest of each selected sample, in order
public record RunPlan(
    Task task,
    Selection selection,
    GenerationSettings settings,
    List<Scorer> scorers,
    List<Row> rows) {

  public RunPlan {
    Objects.requireNonNull(task);
    Objects.requireNonNull(selection);
    Objects.requireNonNull(settings);
    scorers = List.copyOf(scorers);
    rows = List.copyOf(rows);
  }

  /// Returns the plan, reading the whole selection once: malformed data ends the run before any
  /// sample is asked.
  ///
  /// @throws UsageException if an asked sample is not in the data, or nothing is selected
  public static RunPlan of(
      Task task, Selection selection, GenerationSettings settings, List<Scorer> scorers) {
    List<Row> rows = new ArrayList<>();
    Set<String> missing = new HashSet<>(selection.ids());
    try (Stream<Sample> samples = selection.apply(task.dataset().open())) {
      samples.forEach(
          sample -> {
            rows.add(new Row(sample.id(), sample.digest()));
            missing.remove(sample.id());
          });
    }
    if (!missing.isEmpty()) {
      throw new UsageException(
          "--samples: not in %s: %s"
              .formatted(
                  task.dataset().source(), String.join(", ", missing.stream().sorted().toList())));
    }
    if (rows.isEmpty()) {
      throw new UsageException(
          "no sample of %s is selected: widen the window or the limit"
              .formatted(task.dataset().source()));
    }
    return new RunPlan(task, selection, settings, scorers, rows);
  }

  /// Returns the selected samples as a stream; the caller closes it.
  public Stream<Sample> samples() {
    return selection.apply(task.dataset().open());
  }
}
