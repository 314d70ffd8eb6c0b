package assay.harness.submit;

import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Slurm's own programs, as they are on the path.
public final class Slurm {

  /// What the queue says of a job or a task.
  ///
  /// @param state such as `RUNNING`
  /// @param words the node, or why it waits
  public record Queued(String state, String words) {}

  private record Ended(int status, String out, String err) {}

  /// Submits a script, and returns the job's number.
  ///
  /// @throws RunFailedException with Slurm's own words if it refuses
  public String submit(List<String> words) throws IOException, InterruptedException {
    Ended ended = run(words);
    if (ended.status() != 0) {
      throw new RunFailedException("Slurm refused the job: " + ended.err().strip());
    }
    // On a federation the cluster's name follows.
    return ended.out().strip().replaceFirst(";.*", "");
  }

  /// Takes a job out of the queue, whatever it does.
  public void cancel(String job) throws IOException, InterruptedException {
    run(List.of("scancel", job));
  }

  /// Returns what is queued of some jobs, by `JOB` or, for a task of an array, `JOB_INDEX`. Slurm
  /// forgets what has ended after some minutes.
  public Map<String, Queued> queued(List<String> jobs) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("squeue", "--noheader", "--array"));
    words.addAll(List.of("--format=%i|%T|%N|%r", "--jobs=" + String.join(",", jobs)));
    Map<String, Queued> queued = new HashMap<>();
    // A job that is forgotten is an error to squeue where none of them is known.
    run(words)
        .out()
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(fields -> fields.length == 4)
        .forEach(
            fields ->
                queued.put(
                    fields[0], new Queued(fields[1], fields[2].isBlank() ? fields[3] : fields[2])));
    return queued;
  }

  private static Ended run(List<String> words) throws IOException, InterruptedException {
    Process process = start(words);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  private static Process start(List<String> words) {
    try {
      return new ProcessBuilder(words).start();
    } catch (IOException e) {
      throw new UsageException(
          "--slurm: %s cannot be started (%s); run this where Slurm's programs are on the path, or print the scripts with --dry-run"
              .formatted(words.getFirst(), e.getMessage()));
    }
  }
}
