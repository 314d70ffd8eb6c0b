package assay.harness;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.results.Completion;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A model that answers as a test says, and keeps what it was asked.
final class CannedModel implements Model {
  private final int concurrency;
  private final Script script;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// What comes of one call.
  interface Script {
    Outcome complete(CompletionRequest request) throws InterruptedException;
  }

  CannedModel(int concurrency, Script script) {
    this.concurrency = concurrency;
    this.script = script;
  }

  /// Returns a model that gives every sample's id back.
  static CannedModel echo(int concurrency) {
    return new CannedModel(concurrency, CannedModel::echo);
  }

  static Outcome echo(CompletionRequest request) {
    return Completion.recorded(request.sampleId() + " " + request.attempt());
  }

  /// Returns the ids of the samples that were asked, in the order of the calls.
  List<String> asked() {
    return asked;
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity("canned", Map.of(), new ModelFacts.Recording("canned"));
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    asked.add(request.sampleId());
    return script.complete(request);
  }

  @Override
  public int concurrency() {
    return concurrency;
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
