package assay.harness.plan;

import assay.engine.lint.ModelLint;
import assay.engine.lint.PromptLint;
import assay.engine.template.ChatTemplate;
import assay.harness.model.ModelChoice;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.results.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the files of an engine model say about the prompts that it will read.
public final class ModelFindings {
  private ModelFindings() {}

  /// Returns the findings for the first prompt of a run; none if it cannot be made, which the run
  /// itself then tells.
  public static List<PlanFinding> of(ModelChoice model, RunPlan plan, Model open)
      throws IOException {
    if (file(model).isEmpty()) {
      return List.of();
    }
    Optional<Prompt> first = plan.firstPrompt(open);
    return first.isPresent() ? of(model, first.get()) : List.of();
  }

  /// Returns the findings for a prompt of the run, of which all are of one kind; none for a model
  /// whose files are not here.
  public static List<PlanFinding> of(ModelChoice model, Prompt prompt) throws IOException {
    Optional<Path> file = file(model);
    if (file.isEmpty()) {
      return List.of();
    }
    Set<PlanFinding> findings = new LinkedHashSet<>();
    PromptLint lint = PromptLint.of(file.get());
    switch (prompt) {
      case Prompt.Text raw ->
          lint.raw(raw.text()).stream().map(PlanFinding::of).forEach(findings::add);
      case Prompt.Chat chat -> {
        ModelLint.of(file.get()).stream().map(PlanFinding::of).forEach(findings::add);
        lint
            .chat(
                chat.messages().stream()
                    .map(each -> new ChatTemplate.Message(each.role(), each.content()))
                    .toList())
            .stream()
            .map(PlanFinding::of)
            .forEach(findings::add);
      }
      case Prompt.Continuations asked ->
          lint.raw(asked.text()).stream().map(PlanFinding::of).forEach(findings::add);
      case Prompt.Unrecorded _ -> {}
    }
    return List.copyOf(findings);
  }

  private static Optional<Path> file(ModelChoice model) {
    return switch (model) {
      case ModelChoice.Engine engine -> Optional.of(engine.file());
      case ModelChoice.Kept kept -> file(kept.of());
      case ModelChoice.Priced priced -> file(priced.of());
      case ModelChoice.Endpoint _, ModelChoice.Recorded _ -> Optional.empty();
    };
  }
}
