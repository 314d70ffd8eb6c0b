package assay.harness.submit;

import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Hands a run to Slurm, or what is still missing of it.
public final class SlurmSubmission {
  private final Slurm slurm = new Slurm();
  private final SlurmScripts scripts;
  private final Submission wanted;

  /// Creates a submission.
  ///
  /// @param wanted what is to be done, still without jobs
  public SlurmSubmission(Submission wanted, SlurmScripts scripts) {
    this.wanted = wanted;
    this.scripts = scripts;
  }

  /// Submits the parts that are not finished, and the merge behind them.
  ///
  /// @throws UsageException if the folder is another run's, its jobs are still queued, or it is
  ///   done
  /// @throws RunFailedException if Slurm refuses
  public Submission submit() throws IOException, InterruptedException {
    Path folder = wanted.run().folder();
    if (Files.exists(wanted.run().merged())) {
      throw new UsageException(folder + ": is done; see assay submit --collect " + folder);
    }
    if (Submission.isIn(folder)) {
      requireSame(Submission.read(folder));
    }
    List<Integer> missing =
        ShardState.of(wanted).stream()
            .filter(state -> !state.done())
            .map(ShardState::number)
            .toList();
    if (missing.isEmpty()) {
      throw new UsageException(
          "%s: all parts are finished; merge them with assay submit --collect %s"
              .formatted(folder, folder));
    }
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(scripts.shardFile(), scripts.shard());
    Files.writeString(scripts.mergeFile(), scripts.merge());
    Submission submitted =
        new Submission(wanted.run(), wanted.samples(), wanted.attempts(), jobs(missing));
    submitted.write();
    return submitted;
  }

  private void requireSame(Submission before) throws IOException, InterruptedException {
    ShardedRun run = wanted.run();
    if (!before.run().arguments().equals(run.arguments())
        || before.run().shards() != run.shards()) {
      throw new UsageException(
          "%s: another run was submitted from here; choose another --out".formatted(run.folder()));
    }
    Map<String, Slurm.Queued> queued = slurm.queued(before.jobs());
    if (!queued.isEmpty()) {
      throw new UsageException(
          "%s: is still queued as job %s; see assay submit --status, or take it out with scancel"
              .formatted(run.folder(), String.join(" and ", before.jobs())));
    }
  }

  /// Parts without a merge behind them would be nobody's.
  private List<String> jobs(List<Integer> missing) throws IOException, InterruptedException {
    String parts = slurm.submit(scripts.submitShards(missing));
    try {
      return List.of(parts, slurm.submit(scripts.submitMerge(parts)));
    } catch (RunFailedException e) {
      slurm.cancel(parts);
      throw e;
    }
  }
}
