package assay.harness.experiment;

import assay.harness.model.ModelChoice;
import assay.harness.run.RunPlan;
import assay.harness.run.Selection;
import assay.results.DataPlaces;
import assay.results.GenerationSettings;
import assay.results.PlanCoordinates;
import assay.tasks.Task;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One run before its model is opened and its data is read: everything that settles what it
/// measures.
///
/// @param task data and protocol, as published
/// @param places where the files of the task are
/// @param padding how its prompts are lengthened
/// @param model what answers
/// @param scoring by what it is judged
/// @param selection which of the task's samples
/// @param settings how completions are sampled; the protocol's own unless the user asked otherwise
/// @param coordinates where it stands among others
public record Experiment(
    Task task,
    DataPlaces places,
    Optional<PaddingChoice> padding,
    ModelChoice model,
    Scoring scoring,
    Selection selection,
    GenerationSettings settings,
    PlanCoordinates coordinates) {
  public Experiment {
    Objects.requireNonNull(task);
    Objects.requireNonNull(places);
    Objects.requireNonNull(padding);
    Objects.requireNonNull(model);
    Objects.requireNonNull(scoring);
    Objects.requireNonNull(selection);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(coordinates);
  }

  /// Returns the run of a task as its protocol says, over all samples.
  public static Experiment of(Task task, DataPlaces places, ModelChoice model, Scoring scoring) {
    return new Experiment(
        task,
        places,
        Optional.empty(),
        model,
        scoring,
        Selection.ALL,
        task.protocol().settings(),
        PlanCoordinates.NONE);
  }

  /// Returns this experiment over a part of the samples.
  public Experiment over(Selection part) {
    return new Experiment(task, places, padding, model, scoring, part, settings, coordinates);
  }

  /// Returns this experiment with completions that are sampled otherwise.
  public Experiment sampled(GenerationSettings other) {
    return new Experiment(task, places, padding, model, scoring, selection, other, coordinates);
  }

  /// Returns this experiment at a place among others.
  public Experiment at(PlanCoordinates place) {
    return new Experiment(task, places, padding, model, scoring, selection, settings, place);
  }

  /// How much a run asks for.
  ///
  /// @param attempts at each sample
  public record Size(long samples, int attempts) {
    /// Returns how many completions are asked for.
    public long calls() {
      return samples * attempts;
    }
  }

  /// Counts what is selected, without a model.
  ///
  /// @throws assay.tasks.DataException if the data is malformed
  public Size size() {
    RunPlan plan = RunPlan.of(task, selection, settings, List.of());
    return new Size(plan.rows().size(), settings.attempts());
  }
}
