package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings whose identifiers are numbers in one row and words in another.
final class MixedIdsTest {
  @TempDir private Path folder;

  @Test
  void everyVerdictKeepsItsIdentifier() throws IOException {
    Path recording =
        Files.writeString(
            folder.resolve("outputs.jsonl"),
            """
            {"question_id": 7, "output": "The answer is (A)", "answer": "A", "n_options": 4}
            {"question_id": "q1", "output": "The answer is (B)", "answer": "A", "n_options": 4}
            """);
    Path verdicts = folder.resolve("verdicts.jsonl");
    Commands.Result result =
        Commands.run(
            "score",
            "--suite",
            "mmlu-pro",
            "--recorded",
            recording.toString(),
            "--scorer",
            "choice/official",
            "--verdicts",
            verdicts.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(Files.readAllLines(verdicts))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{\"id\":7,\"verdict\":\"correct\""),
            second -> assertThat(second).startsWith("{\"id\":\"q1\",\"verdict\":\"wrong\""));
  }
}
