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

/// One run before anything is opened: everything that settles what it measures.
public sealed interface Experiment {

  /// Returns by what answers are judged.
  Scoring scoring();

  /// Returns the run of a task as its protocol says, over all samples.
  static Asked of(Task task, DataPlaces places, ModelChoice model, Scoring scoring) {
    return new Asked(
        task,
        places,
        Optional.empty(),
        model,
        scoring,
        Selection.ALL,
        task.protocol().settings(),
        PlanCoordinates.NONE);
  }

  /// Completions that exist already are judged. A [Rescoring] carries it out.
  ///
  /// @param completions what is judged
  record Replayed(Completions completions, Scoring scoring) implements Experiment {
    public Replayed {
      Objects.requireNonNull(completions);
      Objects.requireNonNull(scoring);
    }
  }

  /// A model is asked the samples of a task. A [Trial] carries it out.
  ///
  /// @param task data and protocol, as published
  /// @param places where the files of the task are
  /// @param padding how its prompts are lengthened
  /// @param model what answers
  /// @param scoring by what it is judged
  /// @param selection which of the task's samples
  /// @param settings how completions are sampled; the protocol's own unless the user asked
  ///   otherwise
  /// @param coordinates where it stands among others
  record Asked(
      Task task,
      DataPlaces places,
      Optional<PaddingChoice> padding,
      ModelChoice model,
      Scoring scoring,
      Selection selection,
      GenerationSettings settings,
      PlanCoordinates coordinates)
      implements Experiment {
    public Asked {
      Objects.requireNonNull(task);
      Objects.requireNonNull(places);
      Objects.requireNonNull(padding);
      Objects.requireNonNull(model);
      Objects.requireNonNull(scoring);
      Objects.requireNonNull(selection);
      Objects.requireNonNull(settings);
      Objects.requireNonNull(coordinates);
    }

    /// Returns this experiment with prompts that are lengthened.
    public Asked padded(Optional<PaddingChoice> choice) {
      return new Asked(task, places, choice, model, scoring, selection, settings, coordinates);
    }

    /// Returns this experiment over a part of the samples.
    public Asked over(Selection part) {
      return new Asked(task, places, padding, model, scoring, part, settings, coordinates);
    }

    /// Returns this experiment with completions that are sampled otherwise.
    public Asked sampled(GenerationSettings other) {
      return new Asked(task, places, padding, model, scoring, selection, other, coordinates);
    }

    /// Returns this experiment at a place among others.
    public Asked at(PlanCoordinates place) {
      return new Asked(task, places, padding, model, scoring, selection, settings, place);
    }

    /// Counts the selected samples, without a model.
    ///
    /// @throws assay.tasks.DataException if the data is malformed
    public int samples() {
      return RunPlan.of(task, selection, settings, List.of()).rows().size();
    }
  }
}
