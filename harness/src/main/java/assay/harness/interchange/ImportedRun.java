package assay.harness.interchange;

import assay.harness.experiment.Completions;
import assay.harness.interchange.ForeignLog.Entry;
import assay.harness.interchange.ForeignLog.Extent;
import assay.harness.interchange.ForeignLog.Making;
import assay.harness.interchange.ForeignLog.Origin;
import assay.harness.run.Console;
import assay.harness.run.Replay;
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
import assay.results.Score;
import assay.results.SelectedRows;
import assay.tasks.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A foreign log as a run: this program's scorers first, then the verdicts that the log states.
public final class ImportedRun implements Completions {
  private final ForeignLog log;
  private final Path file;
  private final Origin origin;
  private final ForeignSuite suite;
  private final LinkedSamples samples;
  private final Contents contents;

  /// What the log holds.
  ///
  /// @param foreign names of the verdicts that it states
  private record Contents(
      List<Row> rows, Set<String> foreign, int attempts, List<String> remarks) {}

  private ImportedRun(
      ForeignLog log, Path file, Origin origin, ForeignSuite suite, LinkedSamples samples)
      throws IOException {
    this.log = log;
    this.file = file;
    this.origin = origin;
    this.suite = suite;
    this.samples = samples;
    this.contents = contents();
  }

  /// Reads a log once, before anything is written: a malformed row leaves no run behind.
  ///
  /// @param file its file, for the manifest
  /// @param origin what it says about itself, or what the user says instead
  /// @param suite which suite it is of
  /// @param data the data that it was made with, whose samples then take the place of the log's
  public static ImportedRun read(
      ForeignLog log, Path file, Origin origin, ForeignSuite suite, Optional<Dataset> data)
      throws IOException {
    LinkedSamples samples =
        data.isPresent() ? LinkedSamples.of(log, file, data.get()) : LinkedSamples.NONE;
    return new ImportedRun(log, file, origin, suite, samples);
  }

  private Contents contents() throws IOException {
    Set<String> ids = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    Set<String> foreign = new LinkedHashSet<>();
    Extent extent = log.extent();
    int[] attempts = {extent.attempts()};
    log.read(
        entry -> {
          String id = entry.sample().id();
          if (ids.add(id)) {
            rows.add(new Row(id, samples.of(entry.sample()).digest()));
          }
          foreign.addAll(entry.scores().keySet());
          attempts[0] = Math.max(attempts[0], entry.attempt() + 1);
        });
    if (rows.isEmpty()) {
      throw new UsageException(file + ": has no samples");
    }
    // What the log was to hold and does not, so that the run is incomplete as the log is.
    extent.ids().stream().filter(id -> !ids.contains(id)).forEach(id -> rows.add(new Row(id, "")));
    return new Contents(rows, foreign, attempts[0], extent.remarks());
  }

  /// Returns what makes the run repeatable.
  ///
  /// @param scorers names of this program's
  /// @param program what manifests say about program and machine
  /// @throws UsageException if neither the log nor the user gives a verdict
  public RunManifest manifest(List<String> scorers, Circumstances program) throws IOException {
    List<String> names = new ArrayList<>(scorers);
    names.addAll(contents.foreign());
    if (names.isEmpty()) {
      throw new UsageException(
          file + ": the log states no verdicts; name a scorer of this program with --scorer");
    }
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
            SelectedRows.of(DatasetIdentity.ALL),
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

  /// Returns every attempt of the log with the log's own verdicts.
  @Override
  public Stream<Replay.Item> items(Console console) {
    EntryStream entries = EntryStream.of(log);
    return entries.entries().map(this::item).onClose(entries::close);
  }

  private Replay.Item item(Entry entry) {
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
