package assay.harness.model;

import assay.harness.run.CompletionRequest;
import assay.harness.run.ContentCheck;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.results.Sample;
import assay.scorers.code.sandbox.Language;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generations from a file in place of a model.
///
/// The completions are held in memory by sample id; rows of one sample are its attempts in file
/// order. The model's name is the one that the rows state, else the file's. A sample without a row
/// is not measured, never wrong; neither is one of which the recording states another content than
/// the data ([ContentCheck]): it answers another revision of the question, or was meant for another
/// key.
public final class RecordedModel implements Model {
  private static final int NAMED = 50;

  private final String name;
  private final String file;
  private final String digest;
  private final Rows rows;
  private final Map<String, String> contradicted;

  /// What the rows hold.
  ///
  /// @param outcomes completions by sample id
  /// @param bareCode whether they are programs already cut out
  /// @param languages programming languages that are declared
  /// @param stated what is said of each sample's content
  private record Rows(
      Map<String, List<Outcome>> outcomes,
      boolean bareCode,
      Set<Language> languages,
      Map<String, Sample> stated) {}

  private RecordedModel(
      String name, String file, String digest, Rows rows, Map<String, String> contradicted) {
    this.name = name;
    this.file = file;
    this.digest = digest;
    this.rows = rows;
    this.contradicted = contradicted;
  }

  /// Reads a recording.
  public static RecordedModel open(Path path, RecordedFields fields) throws IOException {
    Recording recording = new Recording(path, fields);
    Map<String, List<Outcome>> outcomes = new HashMap<>();
    Map<String, Sample> stated = new HashMap<>();
    boolean bareCode = false;
    Set<String> models = new LinkedHashSet<>();
    Set<Language> languages = EnumSet.noneOf(Language.class);
    try (Stream<RecordedRow> rows = recording.rows()) {
      for (RecordedRow row : (Iterable<RecordedRow>) rows::iterator) {
        outcomes.computeIfAbsent(row.id(), id -> new ArrayList<>()).addAll(row.outcomes());
        stated.putIfAbsent(row.id(), row.stated());
        bareCode |= row.bareCode();
        row.model().ifPresent(models::add);
        row.language().flatMap(Language::declaredBy).ifPresent(languages::add);
      }
    }
    String file = path.toAbsolutePath().normalize().getFileName().toString();
    return new RecordedModel(
        models.size() == 1 ? models.iterator().next() : file,
        file,
        recording.digest(),
        new Rows(outcomes, bareCode, Collections.unmodifiableSet(languages), stated),
        Map.of());
  }

  /// Returns a model for the samples of a plan. Of a recording, those rows are withdrawn that state
  /// another content than the data.
  public static Model against(Model model, RunPlan plan) {
    if (!(model instanceof RecordedModel recorded)) {
      return model;
    }
    Map<String, String> contradicted = new LinkedHashMap<>();
    try (Stream<Sample> samples = plan.samples()) {
      samples
          .filter(sample -> recorded.rows.stated().containsKey(sample.id()))
          .forEach(
              sample ->
                  ContentCheck.difference(recorded.rows.stated().get(sample.id()), sample)
                      .ifPresent(words -> contradicted.put(sample.id(), words)));
    }
    return new RecordedModel(
        recorded.name, recorded.file, recorded.digest, recorded.rows, contradicted);
  }

  @Override
  public List<String> deviations() {
    return contradicted.isEmpty()
        ? List.of()
        : List.of(
            "%d rows of %s are of another revision of the data and not measured: %s%s. Name that revision with --data, or `assay import` the recording, which keeps its own keys"
                .formatted(
                    contradicted.size(),
                    file,
                    contradicted.entrySet().stream()
                        .limit(NAMED)
                        .map(row -> row.getKey() + " has " + row.getValue())
                        .collect(Collectors.joining("; ")),
                    contradicted.size() > NAMED ? "; ..." : ""));
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity(name, Map.of("recording", digest), new ModelFacts.Recording(file));
  }

  /// Returns whether the outputs are programs already cut out of their completions.
  public boolean bareCode() {
    return rows.bareCode();
  }

  /// Returns the programming languages that the rows declare.
  public Set<Language> languages() {
    return rows.languages();
  }

  @Override
  public Outcome complete(CompletionRequest request) {
    if (contradicted.containsKey(request.sampleId())) {
      return new Failure(
          Cause.NOT_RECORDED,
          "%s is of another revision of the data: it has %s"
              .formatted(file, contradicted.get(request.sampleId())));
    }
    List<Outcome> attempts = rows.outcomes().getOrDefault(request.sampleId(), List.of());
    return request.attempt() < attempts.size()
        ? attempts.get(request.attempt())
        : new Failure(
            Cause.NOT_RECORDED,
            "%s has %d completions of sample %s"
                .formatted(file, attempts.size(), request.sampleId()));
  }

  @Override
  public int concurrency() {
    return 2 * Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
