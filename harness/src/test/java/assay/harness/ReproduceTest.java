package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.reproduce.ReproductionPlan;
import assay.harness.reproduce.ReproductionPlan.Possible;
import assay.harness.reproduce.ReproductionPlan.Refused;
import assay.results.GenerationSettings;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.tasks.benchmarks.Benchmarks;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Published figures that are run against a model.
final class ReproduceTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String OUTPUTS = "mmlu_pro/outputs_Phi-3-mini-4k-instruct.sub8.jsonl";

  @TempDir private Path folder;

  private static List<JsonNode> rows(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.file(name))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /// The questions that were answered, in the revision of July 2024, whose answers they had.
  private Path questionsOfJuly(Map<String, JsonNode> outputs) throws IOException {
    Map<String, JsonNode> july = new HashMap<>();
    for (JsonNode row : rows("mmlu_pro/questions_changed_july_to_october_2024.jsonl")) {
      july.put(row.path("question_id").asText(), row.path("july_2024"));
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode row : rows("mmlu_pro/questions.jsonl")) {
      String id = row.path("question_id").asText();
      if (outputs.containsKey(id)) {
        ((ObjectNode) row).setAll((ObjectNode) july.getOrDefault(id, JSON.createObjectNode()));
        lines.add(row.toString());
      }
    }
    return Files.write(folder.resolve("july.jsonl"), lines);
  }

  @Test
  void anEndpointThatGivesThePublishedAnswersGetsThePublishedFigure() throws Exception {
    Map<String, JsonNode> outputs = new HashMap<>();
    rows(OUTPUTS).forEach(row -> outputs.put(row.path("question_id").asText(), row));
    Path data = questionsOfJuly(outputs);
    Map<String, String> answers = new HashMap<>();
    for (String line : Files.readAllLines(data)) {
      JsonNode row = JSON.readTree(line);
      String output = outputs.get(row.path("question_id").asText()).path("output").asText();
      answers.put(asked(row), output);
    }
    Path log = folder.resolve("reproduce.json");
    Path out = folder.resolve("run");
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                answers.containsKey(last(call.question()))
                    ? FakeEndpoint.text(call, answers.get(last(call.question())))
                    : new FakeEndpoint.Reply(400, Map.of(), "asked something else"))) {
      List<String> command =
          List.of(
              "reproduce",
              "phi-3-mini-4k-instruct/mmlu-pro",
              "--model",
              server.modelArgument(),
              "--data",
              data.toString(),
              "--shots",
              SharedData.file("mmlu_pro/validation_cot_reconstructed.jsonl").toString(),
              "--concurrency",
              "16",
              "--retries",
              "0",
              "--out",
              out.toString(),
              "--quiet",
              "--json");
      int status = Programs.start(log, command).waitFor();
      assertThat(status).as(Files.readString(log)).isZero();
    }
    String printed = Files.readString(log);
    JsonNode found = JSON.readTree(printed.substring(printed.indexOf('{')));
    // The counts that the data's README states: rule 1 629 and the chain 652 of 1504.
    assertThat(found.path("measured").asDouble()).isCloseTo(100 * 629 / 1504.0, within(1e-4));
    assertThat(found.path("published").asDouble()).isEqualTo(41.48);
    assertThat(found.path("withinNoise").asBoolean()).isTrue();
    JsonNode chain = found.path("figures").get(1);
    assertThat(chain.path("measured").asDouble()).isCloseTo(100 * 652 / 1504.0, within(1e-4));
    Map<String, String> agreement = agreement(found);
    assertThat(agreement)
        .containsEntry("shots", "same")
        .containsEntry("prompt", "same")
        .containsEntry("sampling", "same")
        .containsEntry("extractor", "same")
        .containsEntry("n", "differs")
        .containsEntry("window", "not stated");
    assertThat(RunDirectory.open(out).manifest().deviations()).isEmpty();
  }

  /// How the official prompt ends, without white space.
  private static String asked(JsonNode row) {
    StringBuilder text = new StringBuilder("Question:" + row.path("question").asText());
    text.append("Options:");
    char letter = 'A';
    for (JsonNode option : row.path("options")) {
      if (!option.asText().equals("N/A")) {
        text.append(letter++).append('.').append(option.asText());
      }
    }
    return squeezed(text + "Answer: Let's think step by step.");
  }

  private static String last(String prompt) {
    return squeezed(prompt.substring(prompt.lastIndexOf("\nQuestion:\n")));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static Map<String, String> agreement(JsonNode figure) {
    Map<String, String> fields = new HashMap<>();
    figure
        .path("fields")
        .forEach(
            field -> fields.put(field.path("name").asText(), field.path("agreement").asText()));
    return fields;
  }

  @Test
  void theBundledEngineRunsTheProtocolOnAFewSamples() throws IOException {
    DemoFiles files = DemoFiles.extract(folder.resolve("demo"));
    Path data = files.suites().getFirst().data();
    Path out = folder.resolve("run");
    Commands.Result result =
        Commands.run(
            "reproduce",
            "Qwen2.5-72B-Instruct/mmlu-pro",
            "--model",
            files.model().toString(),
            "--data",
            data.toString(),
            "--first",
            "2",
            "--out",
            out.toString(),
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode found = JSON.readTree(result.out());
    assertThat(found.path("n").asInt()).isEqualTo(2);
    assertThat(agreement(found))
        .containsEntry("n", "differs")
        .containsEntry("shots", "not stated")
        .containsEntry("deviation", "not stated");
    assertThat(RunDirectory.open(out).manifest().protocol().name())
        .isEqualTo("mmlu-pro/official-local");
  }

  @Test
  void everyFigureOfTheRegistryIsRunnableOrSaysWhichFieldIsNot() {
    Map<String, List<PublishedScore>> refused = new HashMap<>();
    for (PublishedScore figure : PublishedScores.bundled().all()) {
      switch (ReproductionPlan.of(figure, Benchmarks.standard())) {
        case Possible plan -> {
          assertThat(Benchmarks.standard().named(plan.suite()).orElseThrow().protocolNames())
              .as(figure.toString())
              .contains(plan.protocol());
          assertThat(plan.settings(GenerationSettings.greedy(100, List.of())).attempts())
              .isPositive();
        }
        case Refused reason ->
            refused
                .computeIfAbsent(reason.field() + " " + reason.stated(), key -> new ArrayList<>())
                .add(figure);
      }
    }
    // Counted in the table itself.
    assertThat(
            refused.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().size())))
        .isEqualTo(
            Map.of(
                "prompt TIR (Python tool)", 7,
                "shots 0", 10,
                "shots 3", 4,
                "shots 5", 12,
                "note mean of 13 tasks of 500 items", 48));
  }

  @Test
  void whatASourceStatesIsSet() {
    Possible r1 = plan("livecodebench", "T=0.6 top_p=0.95, 16 responses, at most 32768 tokens");
    GenerationSettings settings = r1.settings(GenerationSettings.greedy(2000, List.of("###")));
    assertThat(settings.temperature()).isEqualTo(0.6);
    assertThat(settings.topP()).isEqualTo(0.95);
    assertThat(settings.attempts()).isEqualTo(16);
    assertThat(settings.maxTokens()).isEqualTo(32_768);
    assertThat(settings.stop()).containsExactly("###");
    assertThat(r1.window().from()).contains(LocalDate.of(2024, 8, 1));
    assertThat(r1.window().to()).contains(LocalDate.of(2025, 2, 1));
    Possible varied = plan("math-500", "at most 8K tokens; several runs at varied temperatures");
    assertThat(varied.settings(GenerationSettings.greedy(1, List.of())).maxTokens())
        .isEqualTo(8_192);
    assertThat(varied.unset()).containsExactly("sampling several runs at varied temperatures");
  }

  private static Possible plan(String suite, String sampling) {
    return PublishedScores.bundled().all().stream()
        .filter(figure -> figure.suite().equals(suite))
        .filter(figure -> figure.conditions().sampling().orElse("").equals(sampling))
        .map(figure -> ReproductionPlan.of(figure, Benchmarks.standard()))
        .map(Possible.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFigureThatNoProtocolReproducesIsRefusedWithItsField() throws IOException {
    List<PublishedScore> figures = PublishedScores.bundled().of("Qwen2.5-Math-7B-Instruct", "math");
    int number = 1;
    while (!figures.get(number - 1).conditions().prompt().orElse("").startsWith("TIR")) {
      number++;
    }
    Commands.Result result =
        Commands.run(
            "reproduce",
            "qwen2.5-math-7b-instruct/math",
            "--model",
            "http://127.0.0.1:1/v1#x",
            "--data",
            Files.writeString(folder.resolve("x.jsonl"), "{}").toString(),
            "--figure",
            String.valueOf(number));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("cannot be run: its source states prompt \"TIR (Python tool)\"");
  }
}
