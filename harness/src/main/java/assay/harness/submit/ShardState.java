package assay.harness.submit;

import assay.results.SampleRecord;
import assay.results.Shard;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How far a part is, by its own folder.
///
/// @param number of the part, from 1
/// @param stored attempts with a record
/// @param wanted attempts of the part
public record ShardState(int number, long stored, long wanted) {

  /// Reads the state of all parts.
  public static List<ShardState> of(Submission submission) throws IOException {
    List<ShardState> states = new ArrayList<>();
    int of = submission.run().shards();
    for (int number = 1; number <= of; number++) {
      Shard shard = new Shard(number, of);
      int samples = shard.end(submission.samples()) - shard.first(submission.samples());
      states.add(
          new ShardState(
              number,
              stored(submission.run().shard(number)),
              (long) samples * submission.attempts()));
    }
    return states;
  }

  private static long stored(Path folder) throws IOException {
    if (!RunDirectory.isRun(folder)) {
      return 0;
    }
    try (Stream<SampleRecord> records = RunDirectory.open(folder).records()) {
      return records.map(SampleRecord::key).distinct().count();
    }
  }

  /// Returns whether nothing is missing.
  public boolean done() {
    return stored >= wanted;
  }
}
