package assay.harness.submit;

import assay.harness.submit.Slurm.Queued;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The parts of a submission with their state.
public final class SubmissionTable {
  private final Submission submission;
  private final Map<String, Queued> queued;

  private SubmissionTable(Submission submission, Map<String, Queued> queued) {
    this.submission = submission;
    this.queued = queued;
  }

  /// One line of the table.
  ///
  /// @param part `shard 3` or `merge`
  /// @param state done, missing, or what the queue says, such as running
  /// @param stored attempts with a record, of those that are wanted; empty for the merge
  /// @param words the node, or why it waits
  public record Row(String part, String state, String stored, String words) {}

  /// Asks the queue for what is not finished.
  public static SubmissionTable of(Submission submission, Slurm slurm)
      throws IOException, InterruptedException {
    boolean merged = RunDirectory.isRun(submission.run().merged());
    return new SubmissionTable(submission, merged ? Map.of() : slurm.queued(submission.jobs()));
  }

  /// Returns a row for each part, and one for the merge.
  public List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (ShardState state : ShardState.of(submission)) {
      rows.add(
          row(
              "shard " + state.number(),
              state.done(),
              "%d/%d".formatted(state.stored(), state.wanted()),
              submission.jobs().getFirst() + "_" + state.number()));
    }
    boolean merged = RunDirectory.isRun(submission.run().merged());
    rows.add(row("merge", merged, "", submission.jobs().getLast()));
    return rows;
  }

  /// A part may be done while its task is still listed as completing.
  private Row row(String part, boolean done, String stored, String job) {
    Optional<Queued> there = Optional.ofNullable(queued.get(job));
    String state =
        done ? "done" : there.map(Queued::state).orElse("missing").toLowerCase(Locale.ROOT);
    return new Row(part, state, stored, done ? "" : there.map(Queued::words).orElse(""));
  }
}
