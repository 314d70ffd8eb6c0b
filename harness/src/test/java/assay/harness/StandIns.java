package assay.harness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files that recipes name, small: the tests' own questions in the place of published data, a
/// model of random weights in the place of every model, and the files that lie beside the recipes.
final class StandIns {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> MODELS =
      List.of(
          "checkpoint-9000.gguf",
          "checkpoint-9500.gguf",
          "qwen2.5-0.5b-q8_0.gguf",
          "qwen2.5-0.5b-q4_k.gguf");

  private static final int TIMES = 4;

  private StandIns() {}

  /// Writes them into a folder.
  ///
  /// @param root the repository
  static void write(Path root, Path folder) throws IOException {
    Path written = root.resolve("tasks/src/test/resources/assay/tasks/demo");
    Path random = root.resolve("harness/src/test/resources/assay/harness/demo");
    Path recorded = written.resolve("recorded");
    repeated(
        written.resolve("multiple-choice.jsonl"), "question_id", folder.resolve("test.parquet"));
    Files.copy(
        written.resolve("multiple-choice.validation.jsonl"), folder.resolve("validation.parquet"));
    Files.copy(written.resolve("math.jsonl"), folder.resolve("math500.jsonl"));
    Files.copy(recorded.resolve("math.jsonl"), folder.resolve("math-outputs.jsonl"));
    Files.copy(written.resolve("programming.jsonl"), folder.resolve("test6.jsonl"));
    Files.copy(recorded.resolve("programming.jsonl"), folder.resolve("codes.jsonl"));
    repeated(recorded.resolve("multiple-choice.jsonl"), "id", folder.resolve("outputs.jsonl"));
    official(folder, "outputs_Qwen1.5-110B.full.jsonl.gz", 9);
    official(folder, "outputs_Mixtral-8x7B-v0.1.full.jsonl.gz", 2);
    official(folder, "outputs_Llama-2-70b-hf.full.jsonl.gz", 2);
    for (String model : MODELS) {
      Files.copy(random.resolve("assay-demo-random.gguf"), folder.resolve(model));
    }
    beside(root.resolve("docs/recipes"), folder);
    beside(root.resolve("docs/suites"), folder);
  }

  /// Copies rows several times, so that there is something to draw from, with ids of their own.
  private static void repeated(Path file, String id, Path target) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      for (String line : Files.readAllLines(file)) {
        ObjectNode row = (ObjectNode) JSON.readTree(line);
        rows.add(row.put(id, row.path(id).asInt() + 1000 * time).toString());
      }
    }
    Files.write(target, rows);
  }

  /// Writes outputs as MMLU-Pro's repository publishes them, of which every n-th is wrong. They are
  /// not packed: the form is found by what a file begins with, not by its name.
  private static void official(Path folder, String name, int wrong) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String question : Files.readAllLines(folder.resolve("test.parquet"))) {
      ObjectNode row = (ObjectNode) JSON.readTree(question);
      String letter = rows.size() % wrong == 0 ? "J" : row.path("answer").asText();
      rows.add(
          row.put("output", "The answer is (%s).".formatted(letter))
              .put("pred", letter)
              .toString());
    }
    Files.write(folder.resolve(name), rows, StandardCharsets.UTF_8);
  }

  private static void beside(Path pages, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(pages)) {
      for (Path file : files.filter(each -> !each.toString().endsWith(".md")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }
}
