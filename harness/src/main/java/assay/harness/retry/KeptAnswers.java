package assay.harness.retry;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.ModelBefore;
import assay.results.Completion;
import assay.results.Outcome;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.store.RunDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A model that is not asked again what it has answered: where only the verdict is missing, as the
/// sandbox did not work, the answer that is stored is judged.
final class KeptAnswers extends ModelBefore {
  private final Map<AttemptKey, Completion> answers;

  private KeptAnswers(Model model, Map<AttemptKey, Completion> answers) {
    super(model);
    this.answers = answers;
  }

  /// Puts the whole answers of the chosen attempts before the model.
  static Model before(Model model, RunDirectory run, Chosen chosen) {
    Map<AttemptKey, Completion> answers = new HashMap<>();
    try (Stream<SampleRecord> records = run.records()) {
      records
          .filter(chosen)
          .filter(record -> !record.truncated())
          .forEach(
              record -> {
                if (record.outcome() instanceof Completion done) {
                  answers.put(record.key(), done);
                }
              });
    }
    return new KeptAnswers(model, answers);
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    Optional<Completion> kept =
        Optional.ofNullable(answers.get(new AttemptKey(request.sampleId(), request.attempt())));
    return kept.isPresent() ? kept.get() : super.complete(request);
  }
}
