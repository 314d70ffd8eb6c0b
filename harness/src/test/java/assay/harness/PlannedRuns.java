package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// Commands over questions of MMLU-Pro, as `assay plan` and `assay run` take them.
abstract class PlannedRuns {
  @TempDir Path folder;

  static JsonNode json(String... args) throws IOException {
    Commands.Result result = Commands.run(args);
    assertThat(result.status()).as(result.err()).isZero();
    return new JsonMapper().readTree(result.out());
  }

  static String[] line(String command, List<String> options, String... more) {
    return Stream.of(Stream.of(command), options.stream(), Stream.of(more))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  static List<String> rules(JsonNode plan) {
    List<String> rules = new ArrayList<>();
    plan.at("/runs/0/findings").forEach(each -> rules.add(each.path("rule").asText()));
    return rules;
  }

  /// Runs a recorded model that has some of a hundred questions right.
  void run(Path data, String name, IntPredicate right) throws IOException {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      outputs.add(
          "{\"question_id\": %d, \"output\": \"The answer is (%s).\"}"
              .formatted(1000 + i, Suites.letter(right.test(i) ? i : i + 1)));
    }
    Path recording = Files.write(folder.resolve(name + ".jsonl"), outputs);
    Commands.Result done =
        Commands.run(
            line(
                "run",
                Suites.options(data, "recorded:" + recording),
                "--out",
                folder.resolve(name).toString()));
    assertThat(done.status()).as(done.err()).isZero();
  }
}
