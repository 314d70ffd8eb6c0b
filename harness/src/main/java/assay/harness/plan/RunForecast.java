package assay.harness.plan;

import assay.harness.endpoint.ListedContext;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Trial;
import assay.harness.model.ModelChoice;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.results.Cost;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import assay.results.Tariff;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What one run will take and tell.
///
/// @param name of the run, or of the sweep's variant
/// @param manifest that the run will have
/// @param prompts what it will ask
/// @param pilot what a few of them answered, where they were asked
/// @param tariff by which answers are paid, where a price table is given
/// @param precision what it will tell; empty where no sample can be measured
/// @param findings what should be known before
public record RunForecast(
    String name,
    RunManifest manifest,
    PromptSurvey prompts,
    Optional<Pilot> pilot,
    Optional<Tariff> tariff,
    Optional<Precision> precision,
    List<PlanFinding> findings) {
  public RunForecast {
    findings = List.copyOf(findings);
  }

  /// What a forecast is made with.
  ///
  /// @param pilot how many samples are asked; 0 for none
  /// @param known before the run
  public record Demands(int pilot, Precision.Known known) {}

  /// Makes the forecast of an experiment whose model is open. Nothing is stored, except by the
  /// model's own cache.
  ///
  /// @param trial of the experiment
  public static RunForecast of(
      String name, Experiment.Asked experiment, Model model, Trial trial, Demands demands)
      throws IOException, InterruptedException {
    RunPlan plan = trial.plan();
    RunManifest manifest = trial.manifest();
    Optional<Pilot> pilot =
        demands.pilot() > 0
            ? Optional.of(Pilot.of(plan, model, demands.pilot()))
            : Optional.empty();
    OptionalDouble ratio = pilot.map(Pilot::bytesAToken).orElse(OptionalDouble.empty());
    PromptSurvey prompts =
        PromptSurvey.of(plan, model, context(experiment.model(), manifest), ratio);
    Set<PlanFinding> findings = new LinkedHashSet<>();
    if (prompts.first().isPresent()) {
      findings.addAll(ModelFindings.of(experiment.model(), prompts.first().get()));
    }
    findings.addAll(prompts.findings());
    pilot.ifPresent(each -> findings.addAll(each.findings()));
    return new RunForecast(
        name,
        manifest,
        prompts,
        pilot,
        tariff(experiment.model()),
        precision(manifest, prompts, demands),
        new ArrayList<>(findings));
  }

  private static OptionalInt context(ModelChoice model, RunManifest manifest) {
    return switch (model) {
      case ModelChoice.Priced priced -> context(priced.of(), manifest);
      case ModelChoice.Kept kept -> context(kept.of(), manifest);
      case ModelChoice.Endpoint endpoint ->
          ListedContext.of(endpoint.address(), endpoint.options());
      case ModelChoice.Engine _, ModelChoice.Recorded _ ->
          manifest.model().facts() instanceof ModelFacts.Engine engine
              ? engine.context()
              : OptionalInt.empty();
    };
  }

  private static Optional<Tariff> tariff(ModelChoice model) {
    return switch (model) {
      case ModelChoice.Priced priced -> Optional.of(priced.tariff());
      case ModelChoice.Kept kept -> tariff(kept.of());
      case ModelChoice.Engine _, ModelChoice.Endpoint _, ModelChoice.Recorded _ -> Optional.empty();
    };
  }

  private static Optional<Precision> precision(
      RunManifest manifest, PromptSurvey prompts, Demands demands) {
    Map<String, String> digests = new HashMap<>();
    manifest.dataset().rows().forEach(row -> digests.put(row.id(), row.digest()));
    prompts.unfit().forEach(digests::remove);
    return digests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Precision.of(
                digests,
                manifest.dataset().selected().draw(),
                manifest.model().name(),
                demands.known()));
  }

  /// Returns whether the answers exist already, so that nothing is asked and nothing generated.
  public boolean recorded() {
    return manifest.model().facts() instanceof ModelFacts.Recording;
  }

  /// Returns how many completions will be asked for.
  public long calls() {
    return (long) (prompts.samples() - prompts.unfit().size()) * attempts();
  }

  private int attempts() {
    return manifest.settings().attempts();
  }

  /// Returns the tokens of all prompts: counted, or else estimated from pilot or length.
  public long promptTokens() {
    return attempts() * Math.round(prompts.tokens() * calibration());
  }

  /// Returns the tokens of the longest prompt, known likewise.
  public long longestPrompt() {
    return Math.round(prompts.longest() * calibration());
  }

  /// What the pilot's replies say of the tokens that the prompts' lengths were taken for.
  private double calibration() {
    OptionalDouble ratio = pilot.map(Pilot::bytesAToken).orElse(OptionalDouble.empty());
    return prompts.counted() || ratio.isEmpty() || prompts.tokens() == 0
        ? 1
        : prompts.bytes() / ratio.getAsDouble() / prompts.tokens();
  }

  /// Returns how the prompts' tokens are known, in words.
  public String promptTokensSource() {
    if (prompts.counted()) {
      return "counted with the model's tokenizer";
    }
    return PromptSurvey.estimate(pilot.map(Pilot::bytesAToken).orElse(OptionalDouble.empty()));
  }

  /// Returns the most tokens that can be generated.
  public long mostOutputTokens() {
    return calls() * manifest.settings().maxTokens();
  }

  /// Returns how many tokens will be generated if all answers are like those of the pilot.
  public OptionalLong outputTokens() {
    OptionalDouble mean = pilot.map(Pilot::completionTokens).orElse(OptionalDouble.empty());
    return mean.isPresent()
        ? OptionalLong.of(Math.round(mean.getAsDouble() * calls()))
        : OptionalLong.empty();
  }

  /// Returns how long the run will take, in seconds, as far as the pilot tells.
  public OptionalDouble seconds() {
    OptionalDouble each = pilot.map(Pilot::seconds).orElse(OptionalDouble.empty());
    return each.isPresent()
        ? OptionalDouble.of(each.getAsDouble() * calls())
        : OptionalDouble.empty();
  }

  /// Returns the most that the run can cost.
  public Optional<Cost> mostCost() {
    return tariff.map(each -> cost(each, mostOutputTokens()));
  }

  /// Returns what the run will cost if all answers are like those of the pilot.
  public Optional<Cost> cost() {
    OptionalLong output = outputTokens();
    return output.isEmpty() ? Optional.empty() : tariff.map(each -> cost(each, output.getAsLong()));
  }

  private Cost cost(Tariff each, long output) {
    BigDecimal sum =
        each.price()
            .input()
            .multiply(BigDecimal.valueOf(promptTokens()))
            .add(each.price().output().multiply(BigDecimal.valueOf(output)));
    return new Cost(sum.movePointLeft(6), each.price().currency());
  }
}
