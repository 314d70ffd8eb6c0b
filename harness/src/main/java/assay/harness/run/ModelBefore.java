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

/// What stands before another model, which it is in all that it does not say otherwise, and which
/// it closes.
public abstract class ModelBefore implements Model {
  private final Model behind;

  /// Stands before a model.
  protected ModelBefore(Model behind) {
    this.behind = behind;
  }

  @Override
  public ModelIdentity identity() {
    return behind.identity();
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    return behind.complete(request);
  }

  @Override
  public Optional<List<Integer>> announce(Stream<Announced> prompts) throws InterruptedException {
    return behind.announce(prompts);
  }

  @Override
  public int concurrency() {
    return behind.concurrency();
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return behind.tokenCounter();
  }

  @Override
  public void requireAskable(CompletionRequest request) {
    behind.requireAskable(request);
  }

  @Override
  public Optional<CallLimits> limits() {
    return behind.limits();
  }

  @Override
  public Optional<String> energyMeter() {
    return behind.energyMeter();
  }

  @Override
  public Optional<Billing> billing() {
    return behind.billing();
  }

  @Override
  public void spentBefore(BigDecimal sum) {
    behind.spentBefore(sum);
  }

  @Override
  public List<String> deviations() {
    return behind.deviations();
  }

  @Override
  public List<String> status() {
    return behind.status();
  }

  @Override
  public List<String> news() {
    return behind.news();
  }

  @Override
  public List<String> summary() {
    return behind.summary();
  }

  @Override
  public void close() {
    behind.close();
  }
}
