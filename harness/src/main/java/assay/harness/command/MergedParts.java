package assay.harness.command;

import assay.harness.run.UsageException;
import assay.harness.stored.ShardMerge;
import assay.harness.submit.ShardState;
import assay.harness.submit.Slurm;
import assay.harness.submit.Submission;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The run that came of a submitted one.
final class MergedParts {
  private MergedParts() {}

  /// Returns its folder, merging the parts if no job did.
  ///
  /// @throws UsageException if a job is still to merge them, or a part is not done
  static Path of(Submission submission) throws IOException, InterruptedException {
    Path whole = submission.run().merged();
    if (RunDirectory.isRun(whole)) {
      return whole;
    }
    String merge = submission.jobs().getLast();
    if (new Slurm().queued(List.of(merge)).containsKey(merge)) {
      throw new UsageException(
          "job %s is still to merge them; see assay submit --status %s"
              .formatted(merge, submission.run().folder()));
    }
    List<RunDirectory> parts = new ArrayList<>();
    for (ShardState state : ShardState.of(submission)) {
      if (!state.done()) {
        throw new UsageException(
            "shard %d has %d of %d attempts; submit the same command again to finish it"
                .formatted(state.number(), state.stored(), state.wanted()));
      }
      parts.add(RunDirectory.open(submission.run().shard(state.number())));
    }
    ShardMerge.of(parts).write(whole);
    return whole;
  }
}
