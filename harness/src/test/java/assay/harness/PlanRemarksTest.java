package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `assay plan` finds wrong with questions, prompts and answers before a run.
final class PlanRemarksTest extends PlannedRuns {
  @Test
  void whatWillNotFitIsNamed() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    DemoFiles.Suite suite = demo.suites().getFirst();
    List<String> options =
        List.of(
            "--suite",
            suite.name(),
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--data",
            suite.data().toString(),
            "--model",
            demo.model().toString(),
            "--context",
            "150",
            "--json");
    JsonNode plan = json(line("plan", options));
    JsonNode run = plan.at("/runs/0");
    assertThat(run.path("unfit").size()).isBetween(1, run.path("samples").asInt() - 1);
    assertThat(rules(plan)).contains("does-not-fit", "answers-cut-by-context");
    assertThat(run.path("calls").asInt())
        .isEqualTo(run.path("samples").asInt() - run.path("unfit").size());
  }

  @Test
  void blanksThatTellTheRightOptionAreFound() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("blanks.jsonl"),
            """
            {"question_id": 1, "question": "q", "options": ["x", " y", "z"], "answer": "B", \
            "answer_index": 1, "category": "law", "src": "s"}
            {"question_id": 2, "question": "q", "options": [" x", " y", "z"], "answer": "B", \
            "answer_index": 1, "category": "law", "src": "s"}
            """);
    Path recording =
        Files.writeString(folder.resolve("r.jsonl"), "{\"question_id\": 1, \"output\": \"(A)\"}\n");
    JsonNode plan = json(line("plan", Suites.options(data, "recorded:" + recording), "--json"));
    assertThat(rules(plan)).containsExactly("leaking-blanks");
    assertThat(plan.at("/runs/0/findings/0/message").asText()).startsWith("1 of 2 samples (1): ");
  }

  @Test
  void stopStringsThatCutAnswersAreFound() throws Exception {
    Path suite =
        Files.writeString(
            folder.resolve("lines.json"),
            """
            {"name": "lines", "prompt": "Say {q}", "target": "a", "scorer": "math/sound",
             "maxTokens": 20, "stop": ["\\n"], "data": "lines.jsonl"}
            """);
    Files.writeString(
        folder.resolve("lines.jsonl"),
        "{\"q\": \"one\", \"a\": \"1\"}\n{\"q\": \"two\", \"a\": \"1\\n2\"}\n");
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "1"))) {
      JsonNode plan =
          json("plan", "--suite", suite.toString(), "--model", server.modelArgument(), "--json");
      assertThat(rules(plan)).containsExactly("stop-cuts-answers");
      assertThat(plan.at("/runs/0/findings/0/message").asText()).startsWith("1 of 2 samples (2): ");
    }
  }

  @Test
  void droppedShotsAreCounted() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    Path data = Suites.questions(folder, 3);
    List<String> shots = new ArrayList<>();
    for (String category : List.of("math", "law", "history")) {
      for (int shot = 0; shot < 5; shot++) {
        boolean longest = category.equals("math") && shot == 4;
        shots.add(
            """
            {"question": "q", "options": ["x", "y"], "answer": "A", "answer_index": 0, \
            "cot_content": "A: Let's think step by step. %s The answer is (A).", \
            "category": "%s", "src": "s"}\
            """
                .formatted(longest ? "so ".repeat(4000) : "so", category));
      }
    }
    Path examples = Files.write(folder.resolve("validation.jsonl"), shots);
    JsonNode plan =
        json(
            "plan",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/official-local",
            "--data",
            data.toString(),
            "--shots",
            examples.toString(),
            "--model",
            demo.model().toString(),
            "--json");
    assertThat(rules(plan)).contains("shots-dropped");
    assertThat(plan.at("/runs/0/findings").findValuesAsText("message"))
        .anyMatch(each -> each.startsWith("1 of 3 samples (1000): worked examples are left out"));
  }

  @Test
  void thePilotTellsWhatBecomesOfAnswers() throws Exception {
    Path data = Suites.questions(folder, 12);
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                Suites.item(call.question()) % 2 == 0
                    ? new FakeEndpoint.Reply(
                        200, Map.of(), FakeEndpoint.body(call, "so", "length", "tiny"))
                    : new FakeEndpoint.Reply(400, Map.of(), "{\"error\": \"no\"}"))) {
      JsonNode plan =
          json(
              line(
                  "plan", Suites.options(data, server.modelArgument()), "--pilot", "12", "--json"));
      assertThat(plan.at("/runs/0/pilot/answered").asInt()).isEqualTo(6);
      assertThat(rules(plan)).containsExactly("not-measured", "answers-cut-by-length");
    }
  }

  @Test
  void findingsOnTheModelAreToldByPlanAndByRun() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    DemoFiles.Suite suite = demo.suites().getFirst();
    List<String> options = Suites.options(suite.data(), demo.model().toString());
    JsonNode plan = json(line("plan", options, "--json"));
    assertThat(rules(plan)).contains("raw-prompt");
    Commands.Result run =
        Commands.run(
            line(
                "run",
                options,
                "--first",
                "1",
                "--max-tokens",
                "2",
                "--out",
                folder.resolve("run").toString()));
    assertThat(run.err()).contains("warning   raw-prompt: the model has a chat template");
  }
}
