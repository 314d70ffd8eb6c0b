package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {
  @TempDir private Path folder;

  @Test
  void everyCommandOfItSucceedsAndLeavesItsRuns() throws Exception {
    Rehearsal.in(folder);
    assertThat(Files.readAllLines(folder.resolve("asked/records.jsonl"))).hasSize(120);
    assertThat(Files.readAllLines(folder.resolve("recorded/records.jsonl"))).hasSize(120);
  }
}
