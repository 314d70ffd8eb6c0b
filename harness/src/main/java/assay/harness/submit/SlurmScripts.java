package assay.harness.submit;

import assay.harness.terminal.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What Slurm is given: two scripts, and the words of sbatch for each.
///
/// No secret is in them: sbatch hands the environment on, in which keys of endpoints are.
public final class SlurmScripts {
  private final ShardedRun run;
  private final SlurmSettings settings;
  private final Path directory;

  /// Creates the scripts of a run.
  ///
  /// @param directory from which relative paths of the run's options start
  public SlurmScripts(ShardedRun run, SlurmSettings settings, Path directory) {
    this.run = run;
    this.settings = settings;
    this.directory = directory;
  }

  /// Returns the script of one task of the array, whose index is the shard.
  public String shard() {
    return """
    #!/bin/sh
    # One part of a run. Begun again, it goes on behind what is stored.
    set -u
    shard=$SLURM_ARRAY_TASK_ID
    # Outlives the program when Slurm ends both: begun again too early, the run would still be locked.
    stopped=
    trap 'stopped=1' TERM
    %s --shard "$shard/%d" --out %s/"$shard"
    status=$?
    # 1: the run failed; from 128 on: it was killed. All else would be the same once more.
    if [ -z "$stopped" ] && { [ "$status" -eq 1 ] || [ "$status" -ge 128 ]; }; then
      if [ "${SLURM_RESTART_COUNT:-0}" -lt %d ]; then
        echo "assay: shard $shard ended with status $status, and is queued again" >&2
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_$shard" && sleep 60
      fi
    fi
    exit "$status"
    """
        .formatted(
            ShellWords.joined(run.run()),
            run.shards(),
            ShellWords.quoted(run.shardFolder().toString()),
            settings.requeues());
  }

  /// Returns the script of the merge. Begun again, it starts anew.
  public String merge() {
    String part = ShellWords.quoted(run.merging().toString());
    String whole = ShellWords.quoted(run.merged().toString());
    return """
    #!/bin/sh
    # Puts the parts together as one run.
    set -eu
    [ ! -e %s ] || exit 0
    rm -rf %s
    %s
    mv %s %s
    """
        .formatted(whole, part, ShellWords.joined(run.merge()), part, whole);
  }

  /// Returns the words that submit parts.
  ///
  /// @param numbers which of them
  public List<String> submitShards(List<Integer> numbers) {
    List<String> words = sbatch("shard-%a.txt");
    words.add("--array=" + numbers.stream().map(String::valueOf).collect(Collectors.joining(",")));
    words.addAll(settings.arguments());
    words.add(shardFile().toString());
    return words;
  }

  /// Returns the words that submit the merge.
  ///
  /// @param job that does the parts
  public List<String> submitMerge(String job) {
    List<String> words = sbatch("merge.txt");
    words.add("--dependency=afterok:" + job);
    words.add("--kill-on-invalid-dep=yes");
    words.addAll(settings.arguments());
    words.add(mergeFile().toString());
    return words;
  }

  private List<String> sbatch(String log) {
    // A percent sign in a path is no pattern of Slurm's.
    String logs = run.folder().resolve("logs").toString().replace("%", "%%");
    List<String> words =
        new ArrayList<>(
            List.of(
                "sbatch",
                "--parsable",
                "--requeue",
                "--open-mode=append",
                "--job-name=assay",
                "--chdir=" + directory,
                "--output=" + logs + "/" + log));
    settings.partition().ifPresent(name -> words.add("--partition=" + name));
    return words;
  }

  /// Returns all of it as a user reads it before anything is submitted.
  public String text() {
    List<Integer> all = IntStream.rangeClosed(1, run.shards()).boxed().toList();
    return "# %s\n%s\n# %s\n%s\n# %s\n# %s\n"
        .formatted(
            shardFile(),
            shard(),
            mergeFile(),
            merge(),
            ShellWords.joined(submitShards(all)),
            ShellWords.joined(submitMerge("JOB")));
  }

  /// Returns where the script of the parts is.
  public Path shardFile() {
    return run.folder().resolve("shard.sh");
  }

  /// Returns where the script of the merge is.
  public Path mergeFile() {
    return run.folder().resolve("merge.sh");
  }
}
