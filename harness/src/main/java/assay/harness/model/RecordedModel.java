package assay.harness.model;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.scorers.code.sandbox.Language;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Generations from a file in place of a model.
///
/// The completions are held in memory by sample id; rows of one sample are its attempts in file
/// order. The model's name is the one that the rows state, else the file's. A sample without a row
/// is not measured, never wrong.
public final class RecordedModel implements Model {
  private final String name;
  private final String file;
  private final String digest;
  private final Map<String, List<Outcome>> outcomes;
  private final boolean bareCode;
  private final Set<Language> languages;

  private RecordedModel(
      String name,
      String file,
      String digest,
      Map<String, List<Outcome>> outcomes,
      boolean bareCode,
      Set<Language> languages) {
    this.name = name;
    this.file = file;
    this.digest = digest;
    this.outcomes = outcomes;
    this.bareCode = bareCode;
    this.languages = languages;
  }

  /// Reads a recording.
  public static RecordedModel open(Path path, RecordedFields fields) throws IOException {
    Recording recording = new Recording(path, fields);
    Map<String, List<Outcome>> outcomes = new HashMap<>();
    boolean bareCode = false;
    Set<String> models = new LinkedHashSet<>();
    Set<Language> languages = EnumSet.noneOf(Language.class);
    try (Stream<RecordedRow> rows = recording.rows()) {
      for (RecordedRow row : (Iterable<RecordedRow>) rows::iterator) {
        outcomes.computeIfAbsent(row.id(), id -> new ArrayList<>()).addAll(row.outcomes());
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
        outcomes,
        bareCode,
        Collections.unmodifiableSet(languages));
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity("recorded", name, Map.of("recording", digest), Map.of("file", file));
  }

  /// Returns whether the outputs are programs already cut out of their completions.
  public boolean bareCode() {
    return bareCode;
  }

  /// Returns the programming languages that the rows declare.
  public Set<Language> languages() {
    return languages;
  }

  @Override
  public Outcome complete(CompletionRequest request) {
    List<Outcome> attempts = outcomes.getOrDefault(request.sampleId(), List.of());
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
