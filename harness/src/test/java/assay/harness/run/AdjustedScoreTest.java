package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.StratifiedDraw.Candidate;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.difficulty.Adjustment;
import assay.reports.difficulty.Adjustment.Adjusted;
import assay.reports.difficulty.Difficulty;
import assay.reports.difficulty.DifficultyFile;
import assay.reports.run.RunRecords;
import assay.reports.statistics.RegressionEstimate;
import assay.results.Draw;
import assay.results.RunManifest;
import assay.results.SelectedRows;
import assay.results.store.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws from complete recordings, adjusted by a difficulty file that is made of the others.
final class AdjustedScoreTest {
  private static final List<String> RECORDINGS =
      List.of(
          "outputs_Llama-2-70b-hf.full.jsonl.gz",
          "outputs_Qwen1.5-110B.full.jsonl.gz",
          "outputs_Mixtral-8x7B-v0.1.full.jsonl.gz",
          "outputs_Mistral-7B-v0.1.full.jsonl.gz");
  private static final int DRAWS = 300;

  @TempDir private Path folder;

  @Test
  void theAdjustedScoreIsUnbiasedCoveredAndNeedsFewerQuestions() throws Exception {
    List<RunRecords> runs = new ArrayList<>();
    for (String name : RECORDINGS) {
      RunDirectory run = RecordedRuns.shared(name, folder.resolve(name));
      runs.add(new RunRecords(name, run.manifest(), run::records));
    }
    Path file = folder.resolve("difficulty.jsonl");
    DifficultyFile.write(Difficulty.of(runs), file);
    Difficulty difficulty = DifficultyFile.read(file);
    assertThat(difficulty).isEqualTo(Difficulty.of(runs));
    assertThat(difficulty.families()).containsExactly("llama", "mistral", "qwen");
    assertThat(difficulty.questions()).hasSize(12_032);
    for (RunRecords run : runs.subList(0, 2)) {
      Resampled found = Resampled.of(run, difficulty, 500, DRAWS);
      assertThat(found.families()).as(found.toString()).hasSize(2);
      assertThat(Math.abs(found.bias())).as(found.toString()).isLessThan(3 * found.biasError());
      // 95 % of 300 within four standard errors.
      assertThat(found.covered()).as(found.toString()).isBetween(270, 300);
      assertThat(found.saving()).as(found.toString()).isBetween(0.05, 0.5);
      assertThat(found.rSquared()).as(found.toString()).isBetween(0.05, 0.5);
    }
  }

  /// What came of many draws from one complete run.
  ///
  /// @param full the score over all questions
  /// @param bias mean of adjusted scores minus the full one
  /// @param biasError its standard error over draws
  /// @param covered intervals that contain the full score
  /// @param saving by how much the adjusted scores vary less than the plain ones, in variance
  /// @param rSquared the mean of what the adjustments state
  /// @param families that told the difficulty
  record Resampled(
      String run,
      double full,
      double bias,
      double biasError,
      int covered,
      double saving,
      double rSquared,
      List<String> families) {

    static Resampled of(RunRecords run, Difficulty difficulty, int samples, int draws) {
      RunOutcomes whole = RunOutcomes.of(run, Optional.empty());
      List<Candidate> candidates =
          whole.samples().stream().map(each -> new Candidate(each.id(), each.facets())).toList();
      double full =
          whole.samples().stream().mapToDouble(SampleOutcome::share).average().orElseThrow();
      double sum = 0;
      double squares = 0;
      double plainSquares = 0;
      double explained = 0;
      int covered = 0;
      List<String> families = List.of();
      for (int seed = 0; seed < draws; seed++) {
        Draw draw =
            StratifiedDraw.of(candidates, new Selection.Drawn(samples, seed, Optional.empty()))
                .orElseThrow();
        Adjusted adjusted = adjusted(run.manifest(), whole, draw, difficulty);
        RegressionEstimate estimate = adjusted.estimate();
        families = adjusted.families();
        sum += estimate.value() - full;
        squares += Math.pow(estimate.value() - full, 2);
        plainSquares += Math.pow(estimate.plain() - full, 2);
        explained += estimate.rSquared();
        covered += estimate.interval().contains(full) ? 1 : 0;
      }
      return new Resampled(
          run.name(),
          full,
          sum / draws,
          Math.sqrt(squares / draws / draws),
          covered,
          1 - squares / plainSquares,
          explained / draws,
          families);
    }

    private static Adjusted adjusted(
        RunManifest manifest, RunOutcomes whole, Draw draw, Difficulty difficulty) {
      RunManifest drawn =
          manifest.over(
              manifest
                  .dataset()
                  .select(
                      new SelectedRows(draw.words(), Optional.of(draw)), manifest.dataset().rows()),
              manifest.deviations());
      return (Adjusted)
          Adjustment.of(whole.only(draw.strataById()::containsKey), drawn, difficulty);
    }
  }
}
