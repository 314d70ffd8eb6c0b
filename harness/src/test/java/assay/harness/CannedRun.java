package assay.harness;

import assay.harness.run.Console;
import assay.harness.run.FinishedRun;
import assay.harness.run.Judges;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.harness.run.RunService;
import assay.harness.run.Runner;
import assay.harness.run.Selection;
import assay.results.Circumstances;
import assay.results.Completion;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import assay.scorers.Scorer;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Runs of a few questions with ids from 1000, by canned models and scorers.
final class CannedRun {
  private final Path folder;
  private final Task task;

  CannedRun(Path folder, int samples) throws IOException {
    this.folder = folder;
    this.task =
        Benchmarks.standard()
            .named("mmlu-pro")
            .orElseThrow()
            .task(
                new TaskRequest(
                    List.of(Suites.questions(folder, samples)),
                    Optional.empty(),
                    Optional.of("mmlu-pro/official-local-0shot"),
                    Window.ALL));
  }

  /// Returns a scorer that judges as a function of the sample's id says.
  static Scorer scorer(Function<String, Score> verdict) {
    return new Scorer() {
      @Override
      public String name() {
        return "canned";
      }

      @Override
      public Score score(Sample sample, Completion completion) {
        return verdict.apply(sample.id());
      }
    };
  }

  static Score right(String id) {
    return new Score.Correct(id, "canned");
  }

  /// Makes or continues the run of that name.
  RunDirectory run(String name, Model model, Scorer scorer, int judges)
      throws IOException, InterruptedException {
    return finished(name, model, scorer, judges).directory();
  }

  /// Makes or continues the run of that name, and returns all that is known of it.
  FinishedRun finished(String name, Model model, Scorer scorer, int judges)
      throws IOException, InterruptedException {
    return finished(name, model, scorer, Judges.ofPrograms(judges));
  }

  /// Makes or continues the run of that name, and returns all that is known of it.
  FinishedRun finished(String name, Model model, Scorer scorer, Judges judges)
      throws IOException, InterruptedException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, false, false);
    RunPlan plan = RunPlan.of(task, Selection.ALL, task.protocol().settings(), List.of(scorer));
    RunManifest manifest =
        RunService.manifest(plan, model, Circumstances.here("assay", "test", "test"));
    RunDirectory directory =
        RunService.directory(folder.resolve(name), manifest, RunService.Mode.RESUME);
    return new Runner(plan, model, judges, OptionalDouble.empty(), console).run(directory, false);
  }

  /// Returns what is stored of a run, by index.
  List<SampleRecord> records(String name) throws IOException {
    return StoredRecords.of(folder.resolve(name));
  }

  /// Returns the ids of the samples that are stored, in order.
  List<String> ids(String name) throws IOException {
    return records(name).stream().map(record -> record.sample().id()).toList();
  }
}
