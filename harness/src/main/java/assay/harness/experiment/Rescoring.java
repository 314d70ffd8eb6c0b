package assay.harness.experiment;

import assay.harness.run.Console;
import assay.harness.run.Judged;
import assay.harness.run.Replay;
import assay.harness.run.ScorerSet;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import assay.scorers.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// An experiment over completions that exist already, with its scorers open: what every command
/// that judges without asking goes through.
public final class Rescoring implements AutoCloseable {
  private final Completions completions;
  private final ScorerSet scorers;

  private Rescoring(Completions completions, ScorerSet scorers) {
    this.completions = completions;
    this.scorers = scorers;
  }

  /// Opens the scorers.
  ///
  /// @throws assay.harness.run.UsageException if the name of one is unknown
  public static Rescoring open(Experiment.Replayed experiment) {
    Completions completions = experiment.completions();
    return new Rescoring(completions, experiment.scoring().open(completions));
  }

  /// Returns the names of the scorers, the first one deciding.
  public List<String> scorers() {
    return scorers.scorers().stream().map(Scorer::name).toList();
  }

  /// Returns one line on where programs run, or why they do not; empty where there are none.
  public Optional<String> sandbox() {
    return scorers.sandbox();
  }

  /// Judges every completion, and stores nothing.
  ///
  /// @param consumer is handed the attempts in their order, on one thread
  public void run(Console console, Consumer<Judged> consumer)
      throws IOException, InterruptedException {
    try (Stream<Replay.Item> items = completions.items(console)) {
      Replay.run(items, scorers, console, consumer);
    }
  }

  /// Judges every completion and makes a run of them, in their order. One that cannot be made whole
  /// is taken back: nothing would continue it.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if the folder holds a run
  public RunDirectory store(Console console, Path folder, RunManifest manifest)
      throws IOException, InterruptedException {
    RunDirectory run = RunDirectory.create(folder, manifest);
    boolean whole = false;
    try {
      fill(run, console);
      whole = true;
    } finally {
      if (!whole) {
        run.delete();
        console.remark("%s was not made whole, and is removed again".formatted(folder));
      }
    }
    return run;
  }

  private void fill(RunDirectory run, Console console) throws IOException, InterruptedException {
    // A sample has one index, however many attempts there are at it.
    Map<String, Integer> indexes = new HashMap<>();
    try (RecordWriter records = run.writer(SyncPolicy.DEFAULT)) {
      run(
          console,
          judged -> {
            SampleRecord record = judged.record();
            int index = indexes.computeIfAbsent(record.sample().id(), _ -> indexes.size());
            records.append(placed(record, index));
          });
    }
  }

  private static SampleRecord placed(SampleRecord record, int index) {
    return new SampleRecord(
        index,
        record.attempt(),
        record.sample(),
        record.prompt(),
        record.outcome(),
        record.scores());
  }

  @Override
  public void close() {
    scorers.close();
  }
}
