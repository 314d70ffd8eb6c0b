package assay.harness.run;

import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import java.util.List;
import java.util.Optional;

/// What answers prompts: the bundled engine, an endpoint, or a recording.
public interface Model extends AutoCloseable {

  /// Returns what the manifest says about the model.
  ModelIdentity identity();

  /// Returns the completion for one prompt, or why there is none.
  ///
  /// May be called from as many threads at once as [#concurrency()] says. A failure of one call is
  /// an [assay.results.Failure]; an exception means that no further call can succeed and ends the
  /// run. An interrupted call gives up with an [InterruptedException] as soon as it can.
  Outcome complete(CompletionRequest request) throws InterruptedException;

  /// Returns how many calls may be under way at once, at least 1.
  int concurrency();

  /// Returns the model's own tokenizer, where it is known here.
  Optional<TokenCounter> tokenCounter();

  /// Returns whether this machine tells the energy that the model takes, in words; empty for a
  /// model that runs elsewhere.
  default Optional<String> energyMeter() {
    return Optional.empty();
  }

  /// Returns in words what a reader of the run has to know of how the model answers it; empty for
  /// most models.
  default List<String> deviations() {
    return List.of();
  }

  @Override
  void close();
}
