package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Entry;
import assay.harness.interchange.ForeignLog.Extent;
import assay.harness.interchange.ForeignLog.Making;
import assay.harness.interchange.ForeignLog.Origin;
import assay.harness.run.Console;
import assay.harness.run.Replay;
import assay.harness.run.ScorerSet;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Circumstances;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ModelIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.RunManifest.Row;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import assay.scorers.Scorer;
import assay.tasks.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A foreign log as a run: this program's scorers first, then the verdicts that the log states.
///
/// @param log the log
/// @param file its file, for the manifest
/// @param origin what it says about itself, or what the user says instead
/// @param suite which suite it is of
/// @param scorers this program's scorers
/// @param data the data that the log was made with, whose samples then take the place of the log's
public record ImportedRun(
    ForeignLog log,
    Path file,
    Origin origin,
    ForeignSuite suite,
    ScorerSet scorers,
    Optional<Dataset> data) {

  /// What the log holds, read before anything is written.
  private record Contents(
      Map<String, Integer> indexes,
      List<Row> rows,
      Set<String> foreign,
      int attempts,
      List<String> remarks) {}

  /// Writes the run, whose completions take the road of all others. The log is read twice: a
  /// malformed row leaves no run behind.
  ///
  /// @param program what the manifest says about program and machine
  /// @throws UsageException if neither the log nor the user gives a verdict
  public RunDirectory write(Path path, Circumstances program, Console console)
      throws IOException, InterruptedException {
    LinkedSamples samples =
        data.isPresent() ? LinkedSamples.of(log, file, data.get()) : LinkedSamples.NONE;
    Contents contents = contents(samples);
    List<String> names = new ArrayList<>(scorers.scorers().stream().map(Scorer::name).toList());
    names.addAll(contents.foreign());
    if (names.isEmpty()) {
      throw new UsageException(
          file + ": the log states no verdicts; name a scorer of this program with --scorer");
    }
    RunDirectory run = RunDirectory.create(path, manifest(contents, names, program));
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      judge(samples, contents, console, writer::append);
    }
    return run;
  }

  private Contents contents(LinkedSamples samples) throws IOException {
    Map<String, Integer> indexes = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    Set<String> foreign = new LinkedHashSet<>();
    Extent extent = log.extent();
    int[] attempts = {extent.attempts()};
    log.read(
        entry -> {
          String id = entry.sample().id();
          if (indexes.putIfAbsent(id, indexes.size()) == null) {
            rows.add(new Row(id, samples.of(entry.sample()).digest()));
          }
          foreign.addAll(entry.scores().keySet());
          attempts[0] = Math.max(attempts[0], entry.attempt() + 1);
        });
    if (rows.isEmpty()) {
      throw new UsageException(file + ": has no samples");
    }
    // What the log was to hold and does not, so that the run is incomplete as the log is.
    extent.ids().stream()
        .filter(id -> !indexes.containsKey(id))
        .forEach(id -> rows.add(new Row(id, "")));
    return new Contents(indexes, rows, foreign, attempts[0], extent.remarks());
  }

  private RunManifest manifest(Contents contents, List<String> names, Circumstances program)
      throws IOException {
    String digest = Digests.ofFile(file);
    String name = file.getFileName().toString();
    Making making = log.making();
    return new RunManifest(
        RunManifest.CURRENT_FORMAT,
        program,
        new ModelIdentity(
            origin.model(),
            joined(Map.of("recording", digest), making.files()),
            new ModelFacts.Recording(name, making.stated())),
        new DatasetIdentity(
            suite.name(),
            name,
            digest,
            DatasetIdentity.ALL,
            DatasetIdentity.ALL,
            contents.rows(),
            suite.facts()),
        new ProtocolIdentity(
            origin.protocol(),
            "imported",
            suite.name(),
            Integer.MAX_VALUE,
            Map.of(),
            Optional.empty(),
            suite.rules(making.shots())),
        settings(making, contents.attempts()),
        names,
        deviations(name, contents));
  }

  private static Map<String, String> joined(Map<String, String> own, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(own);
    more.forEach(all::putIfAbsent);
    return all;
  }

  /// Where nothing is said of the sampling, the settings are those of one greedy attempt without a
  /// limit.
  private static GenerationSettings settings(Making making, int attempts) {
    GenerationSettings stated =
        making.settings().orElseGet(() -> GenerationSettings.greedy(Integer.MAX_VALUE, List.of()));
    return new GenerationSettings(
        stated.maxTokens(),
        stated.temperature(),
        stated.topP(),
        stated.topK(),
        stated.seed(),
        stated.stop(),
        attempts);
  }

  private static List<String> deviations(String name, Contents contents) {
    List<String> words = new ArrayList<>();
    words.add("imported from " + name + ": prompt and sampling are the other program's");
    words.addAll(contents.remarks());
    return words;
  }

  /// Has this program's scorers judge every entry; the log's own verdicts stand behind theirs.
  private void judge(
      LinkedSamples samples, Contents contents, Console console, Consumer<SampleRecord> records)
      throws InterruptedException {
    try (EntryStream entries = EntryStream.of(log)) {
      Replay.run(
          entries.entries().map(entry -> item(entry, samples, contents)),
          scorers,
          console,
          judged -> records.accept(placed(judged.record(), contents)));
    }
  }

  private static Replay.Item item(Entry entry, LinkedSamples samples, Contents contents) {
    Map<String, Score> stated = new LinkedHashMap<>();
    contents.foreign().forEach(name -> stated.put(name, foreign(entry, name)));
    return new Replay.Item(
        samples.of(entry.sample()),
        entry.attempt(),
        entry.prompt(),
        entry.outcome(),
        Optional.empty(),
        stated);
  }

  /// A sample has one index, however many attempts the log has of it.
  private static SampleRecord placed(SampleRecord judged, Contents contents) {
    return new SampleRecord(
        contents.indexes().get(judged.sample().id()),
        judged.attempt(),
        judged.sample(),
        judged.prompt(),
        judged.outcome(),
        judged.scores());
  }

  private static Score foreign(Entry entry, String name) {
    return switch (entry.outcome()) {
      case Failure failure -> new Score.NotMeasured(failure.cause(), failure.detail());
      case Completion completion ->
          entry
              .scores()
              .getOrDefault(
                  name,
                  new Score.NotMeasured(Cause.NOT_RECORDED, "the log has no such verdict here"));
    };
  }
}
