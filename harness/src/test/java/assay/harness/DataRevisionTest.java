package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings that answer another revision of the data than the one they are run over.
final class DataRevisionTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW =
      "{\"question_id\": %d, \"question\": \"Which?\", \"options\": [\"x\", \"y\", \"z\"],"
          + " \"answer\": \"%s\", \"category\": \"law\"%s}";

  @TempDir private Path folder;

  private Commands.Result run(Path data, Path recording, Path out) {
    return Commands.run(Suites.line(data, "recorded:" + recording, out));
  }

  private static Map<String, SampleRecord> records(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.collect(Collectors.toMap(record -> record.sample().id(), record -> record));
    }
  }

  private static Set<String> unmeasured(Path run) throws IOException {
    Set<String> ids = new TreeSet<>();
    records(run)
        .forEach(
            (id, record) -> {
              if (record.primaryScore() instanceof Score.NotMeasured lost) {
                assertThat(lost.cause()).isEqualTo(Cause.NOT_RECORDED);
                ids.add(id);
              }
            });
    return ids;
  }

  @Test
  void rowsOfAnotherRevisionAreNamedAndNotMeasured() throws IOException {
    Path data =
        Files.write(
            folder.resolve("data.jsonl"),
            List.of(
                ROW.formatted(1, "A", ""),
                ROW.formatted(2, "B", ""),
                ROW.formatted(3, "C", ""),
                ROW.formatted(4, "A", ""),
                ROW.formatted(5, "A", "")));
    String output = ", \"output\": \"The answer is (A).\"";
    Path recording =
        Files.write(
            folder.resolve("recording.jsonl"),
            List.of(
                ROW.formatted(1, "A", output),
                ROW.formatted(2, "C", output),
                ROW.formatted(3, "C", output).replace("Which?", "Which one?"),
                ROW.formatted(4, "A", output).replace("\"z\"", "\"w\""),
                "{\"question_id\": 5, \"output\": \"The answer is (A).\"}"));
    Path out = folder.resolve("run");
    Commands.Result result = run(data, recording, out);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(unmeasured(out)).containsExactly("2", "3", "4");
    assertThat(records(out).get("5").primaryScore().correct()).isTrue();
    assertThat(result.err())
        .contains(
            "3 rows of recording.jsonl are of another revision of the data and not measured:"
                + " 2 has the answer C, not B; 3 has another question; 4 has other options");
    assertThat(RunDirectory.open(out).manifest().deviations())
        .anyMatch(words -> words.startsWith("3 rows of recording.jsonl"));
    Commands.Result score =
        Commands.run(
            "score",
            "--suite",
            "mmlu-pro",
            "--data",
            data.toString(),
            "--recorded",
            recording.toString(),
            "--scorer",
            "choice/official",
            "--json");
    assertThat(JSON.readTree(score.out()).path("notMeasured").asInt()).isEqualTo(3);
    assertThat(score.err()).contains("were not measured: 2, 3, 4");
  }

  @Test
  void everyAttemptIsHeldAgainstItsOwnOrderOfTheOptions() throws IOException {
    String row = "{\"id\": \"own00\", \"options\": [%s], \"output\": \"Answer: B\"}";
    String first = "\"16\", \"14\", \"33\", \"363\"";
    String second = "\"363\", \"33\", \"16\", \"14\"";
    Path recording =
        Files.write(
            folder.resolve("recording.jsonl"),
            List.of(
                row.formatted(first),
                row.formatted(second),
                row.formatted(second),
                "{\"id\": \"own00\", \"output\": \"Answer: B\"}"));
    Path data = Path.of("..", "tasks/src/test/resources/assay/tasks/demo/gpqa/gpqa_standin.csv");
    Path out = folder.resolve("run");
    List<String> line = new ArrayList<>(List.of("run", "--suite", "gpqa-diamond"));
    line.addAll(List.of("--data", data.toString(), "--samples", "own00"));
    line.addAll(List.of("--model", "recorded:" + recording, "--out", out.toString()));
    Commands.Result result = Commands.run(line.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).contains("own00, attempt 2, has other options");
    try (Stream<SampleRecord> records = RunDirectory.open(out).records()) {
      assertThat(
              records
                  .sorted(Comparator.comparingInt(SampleRecord::attempt))
                  .map(record -> record.primaryScore().verdict()))
          .startsWith("wrong", "correct", "not-measured")
          .hasSize(4)
          .last()
          .isNotEqualTo("not-measured");
    }
  }

  @Test
  void theChangedKeysOfMmluProAreFound() throws IOException {
    Path data = SharedData.file("mmlu_pro/questions.jsonl");
    Path recording = SharedData.file("mmlu_pro/outputs_Mixtral-8x7B-v0.1.full.jsonl.gz");
    Set<String> changed = new TreeSet<>();
    Map<String, JsonNode> july = new HashMap<>();
    for (String line :
        Files.readAllLines(
            SharedData.file("mmlu_pro/questions_changed_july_to_october_2024.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      july.put(row.path("question_id").asText(), row.path("july_2024"));
      boolean key = row.path("july_2024").has("answer");
      // The recording has the number of options, not their texts.
      boolean number =
          row.path("july_2024").has("options")
              && options(row.path("july_2024")) != options(row.path("october_2024"));
      if (key || number) {
        changed.add(row.path("question_id").asText());
      }
    }
    Path out = folder.resolve("run");
    assertThat(run(data, recording, out).status()).isZero();
    assertThat(unmeasured(out)).isEqualTo(changed);
    assertThat(july.values().stream().filter(row -> row.has("answer")).count()).isEqualTo(33);
  }

  private static long options(JsonNode revision) {
    long count = 0;
    for (JsonNode option : revision.path("options")) {
      count += option.asText().equals("N/A") ? 0 : 1;
    }
    return count;
  }
}
