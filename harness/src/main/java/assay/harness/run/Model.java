package assay.harness.run;

import assay.results.Billing;
import assay.results.CallLimits;
import assay.results.Outcome;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /// Requires, before a run is made, that the model can be asked such a prompt at all.
  ///
  /// @throws UsageException if it cannot, such as a chat's server for a text to be continued
  default void requireAskable(CompletionRequest request) {}

  /// Takes note of all that a run is going to ask, before the first call, and returns the order in
  /// which it is best asked: the prompts by their numbers, from 0, each once; empty if their own
  /// order is as good as any. What was announced before is forgotten.
  ///
  /// @param prompts are rendered as they are taken; a model that has no use for them takes none
  default Optional<List<Integer>> announce(Stream<Announced> prompts) throws InterruptedException {
    return Optional.empty();
  }

  /// Returns how many calls may be under way at once, at least 1.
  int concurrency();

  /// Returns the model's own tokenizer, where it is known here.
  Optional<TokenCounter> tokenCounter();

  /// Returns whether this machine tells the energy that the model takes, in words; empty for a
  /// model that runs elsewhere.
  default Optional<String> energyMeter() {
    return Optional.empty();
  }

  /// Returns how long a call may take before it is given up; empty for a model that is no server.
  default Optional<CallLimits> limits() {
    return Optional.empty();
  }

  /// Returns by which prices answers are paid, and with which budget; empty where none are given.
  default Optional<Billing> billing() {
    return Optional.empty();
  }

  /// Takes note of what a run that is continued has cost before, which counts against the budget.
  default void spentBefore(BigDecimal sum) {}

  /// Returns in words what a reader of the run has to know of how the model answers it; empty for
  /// most models.
  default List<String> deviations() {
    return List.of();
  }

  /// Returns in words what the line of progress has to say of the model: why no call begins just
  /// now, and for how long, or what was spent.
  default List<String> status() {
    return List.of();
  }

  /// Returns what happened since the last time that the user has to know, in words.
  default List<String> news() {
    return List.of();
  }

  /// Returns what is to be said of the model when a run ends, in lines of a short word and what it
  /// is about; what was said is not said again.
  default List<String> summary() {
    return List.of();
  }

  @Override
  void close();
}
