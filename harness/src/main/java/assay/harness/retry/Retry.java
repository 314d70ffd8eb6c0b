package assay.harness.retry;

import assay.harness.experiment.Experiment;
import assay.harness.experiment.Trial;
import assay.harness.model.RecordedModel;
import assay.harness.run.Console;
import assay.harness.run.Model;
import assay.harness.run.RunService;
import assay.results.Circumstances;
import assay.results.ModelFacts;
import assay.results.RetryNote;
import assay.results.RunManifest;
import assay.results.RunManifest.ModelIdentity;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/// Does attempts of a stored run again that were not measured.
///
/// The new records are appended to the run: the last one of an attempt counts, as for every reader,
/// and the one that it replaces stays in the file ([RunDirectory#replaced]). A retry that is killed
/// leaves the attempts that it had not come to as they were. What differs from the manifest in what
/// is measured is refused; only an endpoint may have moved, which the run's notes say.
///
/// @param run whose attempts they are
/// @param chosen which of those that were not measured
public record Retry(RunDirectory run, Chosen chosen) {

  /// Does them, and returns how many there were.
  ///
  /// @param experiment what the run's manifest says
  /// @param program what notes say about the program
  /// @throws assay.harness.run.UsageException if the experiment is no longer the run's
  /// @throws assay.harness.run.RunFailedException if it cannot go on
  public long carryOut(Experiment.Asked experiment, Circumstances program, Console console)
      throws IOException, InterruptedException {
    try (Model opened = experiment.model().open()) {
      Model model =
          opened instanceof RecordedModel ? opened : KeptAnswers.before(opened, run, chosen);
      RunManifest made = run.manifest();
      Optional<String> moved = moved(model.identity().facts(), made.model().facts());
      try (Trial trial =
          Trial.open(experiment, model, program).under(planned -> as(made, planned))) {
        RunDirectory same = trial.directory(run.path(), RunService.Mode.RETRY_UNMEASURED);
        trial.sandbox().ifPresent(line -> console.remark("sandbox   " + line));
        moved.ifPresent(address -> console.remark("endpoint  " + address));
        return trial
            .runner(console)
            .again(
                same,
                chosen,
                attempts -> {
                  console.remark("again     %d attempts".formatted(attempts));
                  same.note(note(same, program, attempts, moved));
                });
      }
    }
  }

  private static RetryNote note(
      RunDirectory run, Circumstances program, int attempts, Optional<String> moved)
      throws IOException {
    return new RetryNote(
        Instant.now(), program.program().version(), attempts, Files.size(run.recordFile()), moved);
  }

  private static Optional<String> moved(ModelFacts now, ModelFacts then) {
    return now instanceof ModelFacts.Endpoint here
            && then instanceof ModelFacts.Endpoint before
            && !here.address().equals(before.address())
        ? Optional.of(here.address())
        : Optional.empty();
  }

  /// The rows were chosen by their ids, and the endpoint may have moved: neither is another run.
  private static RunManifest as(RunManifest made, RunManifest planned) {
    return new RunManifest(
        planned.format(),
        planned.circumstances(),
        at(made.model().facts(), planned.model()),
        planned
            .dataset()
            .select(made.dataset().selected(), planned.dataset().rows())
            .only(made.dataset().shard()),
        planned.protocol(),
        planned.settings(),
        planned.scorers(),
        made.deviations());
  }

  private static ModelIdentity at(ModelFacts then, ModelIdentity now) {
    return now.facts() instanceof ModelFacts.Endpoint here
            && then instanceof ModelFacts.Endpoint before
        ? new ModelIdentity(
            now.name(),
            now.digests(),
            new ModelFacts.Endpoint(before.address(), here.asked(), here.reported(), here.calls()))
        : now;
  }
}
