package assay.harness.submit;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What was handed to Slurm, as its folder remembers it.
///
/// @param run what is done
/// @param samples of the whole run
/// @param attempts at each of them
/// @param jobs the numbers of the jobs, the parts' before the merge's
public record Submission(ShardedRun run, int samples, int attempts, List<String> jobs) {
  private static final String FILE = "submit.json";
  private static final int FORMAT = 1;

  public Submission {
    jobs = List.copyOf(jobs);
  }

  /// Returns whether a folder has a submission.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /// Reads a folder's submission.
  ///
  /// @throws UsageException if there is none, or another version wrote it
  public static Submission read(Path folder) throws IOException {
    if (!isIn(folder)) {
      throw new UsageException(folder + ": nothing was submitted from here (no " + FILE + ")");
    }
    JsonNode json = new JsonMapper().readTree(folder.resolve(FILE).toFile());
    if (json.path("format").asInt() != FORMAT) {
      throw new UsageException(
          "%s: has format %s and not %d; it is of another version of assay"
              .formatted(folder.resolve(FILE), json.path("format"), FORMAT));
    }
    ShardedRun run =
        new ShardedRun(
            texts(json.path("program")),
            texts(json.path("arguments")),
            json.path("shards").asInt(),
            folder);
    return new Submission(
        run, json.path("samples").asInt(), json.path("attempts").asInt(), texts(json.path("jobs")));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /// Writes it whole or not at all.
  public void write() throws IOException {
    ObjectNode json = new JsonMapper().createObjectNode().put("format", FORMAT);
    run.program().forEach(json.putArray("program")::add);
    run.arguments().forEach(json.putArray("arguments")::add);
    json.put("shards", run.shards()).put("samples", samples).put("attempts", attempts);
    jobs.forEach(json.putArray("jobs")::add);
    Path file = run.folder().resolve(FILE);
    Path next = run.folder().resolve(FILE + ".part");
    Files.writeString(next, json.toPrettyString() + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
