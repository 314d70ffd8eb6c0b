package assay.harness.model;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.results.Sample;
import assay.results.SampleRecord.AttemptKey;
import assay.scorers.code.sandbox.Language;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generations from a file in place of a model. Its name is the one that the rows state, else the
/// file's.
public final class RecordedModel implements Model {
  private static final int NAMED = 50;

  private final Recording recording;
  private final String digest;
  private final Generations generations;
  private final Map<AttemptKey, String> contradicted;

  private RecordedModel(
      Recording recording,
      String digest,
      Generations generations,
      Map<AttemptKey, String> contradicted) {
    this.recording = recording;
    this.digest = digest;
    this.generations = generations;
    this.contradicted = contradicted;
  }

  /// Reads a recording.
  public static RecordedModel open(Path path, RecordedFields fields) throws IOException {
    Recording recording = new Recording(path, fields);
    Generations generations = Generations.read(recording);
    return new RecordedModel(recording, recording.digest(), generations, Map.of());
  }

  /// Returns a model for the samples of a plan. Of a recording, those attempts are withdrawn that
  /// state another content than the data, or the options in another order than the attempt has.
  public static Model against(Model model, RunPlan plan) {
    if (!(model instanceof RecordedModel recorded)) {
      return model;
    }
    Map<AttemptKey, String> contradicted = new LinkedHashMap<>();
    try (Stream<Sample> samples = plan.samples()) {
      samples.forEach(
          sample -> {
            for (int i = 0; i < plan.settings().attempts(); i++) {
              AttemptKey key = new AttemptKey(sample.id(), i);
              recorded
                  .generations
                  .contradiction(plan.task().dataset().asAsked(sample, i), i)
                  .ifPresent(words -> contradicted.put(key, words));
            }
          });
    }
    return new RecordedModel(
        recorded.recording, recorded.digest, recorded.generations, contradicted);
  }

  @Override
  public List<String> deviations() {
    return contradicted.isEmpty()
        ? List.of()
        : List.of(
            "%d rows of %s are of another revision of the data and not measured: %s%s. Name that revision with --data, or `assay import` the recording, which keeps its own keys"
                .formatted(
                    contradicted.size(),
                    recording.fileName(),
                    contradicted.entrySet().stream()
                        .limit(NAMED)
                        .map(row -> words(row.getKey()) + " has " + row.getValue())
                        .collect(Collectors.joining("; ")),
                    contradicted.size() > NAMED ? "; ..." : ""));
  }

  private static String words(AttemptKey key) {
    return key.attempt() == 0
        ? key.sampleId()
        : "%s, attempt %d,".formatted(key.sampleId(), key.attempt());
  }

  @Override
  public ModelIdentity identity() {
    String file = recording.fileName();
    return new ModelIdentity(
        generations.model().orElse(file),
        Map.of("recording", digest),
        new ModelFacts.Recording(file));
  }

  /// Returns whether the outputs are programs already cut out of their completions.
  public boolean bareCode() {
    return generations.bareCode();
  }

  /// Returns the programming languages that the rows declare.
  public Set<Language> languages() {
    return generations.languages();
  }

  @Override
  public Outcome complete(CompletionRequest request) {
    String id = request.sampleId();
    AttemptKey key = new AttemptKey(id, request.attempt());
    if (contradicted.containsKey(key)) {
      return generations.withdrawn(contradicted.get(key));
    }
    return generations.of(id).stream()
        .skip(request.attempt())
        .map(Generations.Generation::outcome)
        .findFirst()
        .orElseGet(() -> generations.missing(id));
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
