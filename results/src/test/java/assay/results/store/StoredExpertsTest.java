package assay.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.AttemptPicks;
import assay.results.ExpertPicks;
import assay.results.SampleRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The experts that attempts picked, beside their records.
final class StoredExpertsTest extends RunFolders {
  @Test
  void theLastExpertsOfAnAttemptCountAndATornLineDoesNot() throws IOException {
    RunDirectory run = run();
    assertThat(experts(run)).isEmpty();
    AttemptPicks first = picks("a", 0, 1);
    AttemptPicks again = picks("a", 0, 2);
    AttemptPicks other = picks("b", 1, 3);
    append(run, first, other);
    append(run, again);
    assertThat(experts(run)).containsExactly(other, again);
    Path file = run.path().resolve("experts.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));
    assertThat(experts(run)).containsExactly(first, other);
    append(run, picks("c", 0, 4));
    assertThat(experts(run)).containsExactly(first, other, picks("c", 0, 4));
    byte[] damaged = Files.readAllBytes(file);
    damaged[40] ^= 1;
    Files.write(file, damaged);
    assertThatThrownBy(() -> experts(run)).isInstanceOf(MalformedRecordException.class);
  }

  private static AttemptPicks picks(String sample, int attempt, int count) {
    int[][] prompt = {{}, {count, 5}};
    int[][] generated = {{}, {0, count}};
    return new AttemptPicks(
        new SampleRecord.AttemptKey(sample, attempt), new ExpertPicks(prompt, generated));
  }

  private static void append(RunDirectory run, AttemptPicks... picks) throws IOException {
    try (PicksWriter writer = run.expertsWriter()) {
      for (AttemptPicks each : picks) {
        writer.append(each);
      }
    }
  }

  private static List<AttemptPicks> experts(RunDirectory run) {
    try (Stream<AttemptPicks> all = run.experts()) {
      return all.toList();
    }
  }
}
