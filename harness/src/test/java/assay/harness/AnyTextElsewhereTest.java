package assay.harness;

import static assay.harness.HostileTexts.succeed;
import static assay.harness.HostileTexts.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Any text in choices, in logs of other programs, in what goes to an endpoint and comes from it,
/// and in lists.
final class AnyTextElsewhereTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @TempDir private Path folder;

  private ObjectNode question(String text) {
    ObjectNode row = JSON.createObjectNode().put("question_id", 7);
    row.put("question", "Which? " + text);
    row.putArray("options").add("this " + text).add("that").add("neither");
    row.put("answer", "A").put("answer_index", 0).put("category", "kind " + text);
    return row.put("src", text).put("cot_content", text);
  }

  private Path write(String name, JsonNode row) throws IOException {
    return Files.writeString(folder.resolve(name), JSON.writeValueAsString(row) + "\n");
  }

  private static SampleRecord only(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      List<SampleRecord> all = records.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void isKeptInRecordedChoicesAndTheirDisagreements(String text) throws IOException {
    Path recording =
        write(
            "recording.jsonl",
            JSON.createObjectNode()
                .put("question_id", 7)
                .put("output", text + "\nThe answer is (A). Answer: B " + text));
    Path run = folder.resolve("run");
    succeed(
        "run",
        "--suite",
        "mmlu-pro",
        "--protocol",
        "mmlu-pro/official-local-0shot",
        "--data",
        write("data.jsonl", question(text)),
        "--model",
        "recorded:" + recording,
        "--out",
        run);
    assertThat(only(run).primaryScore().correct()).isTrue();
    Commands.Result list =
        succeed("disagreements", run, "--scorers", "choice/official,choice/sound");
    assertThat(list.out()).contains("differ on");
    String objects =
        succeed("disagreements", run, "--scorers", "choice/official,choice/last-match", "--json")
            .out();
    for (String line : objects.lines().toList()) {
      assertThat(JSON.readTree(line).isObject()).isTrue();
    }
    assertThat(succeed("list", folder, "--json").out()).isNotEmpty();
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void isKeptInImportedLogs(String text) throws IOException {
    ObjectNode row = JSON.createObjectNode().put("doc_id", 0);
    row.set("doc", JSON.createObjectNode().put("id", "a " + text).put("question", text));
    row.put("target", text).putArray("resps").addArray().add("said " + text);
    row.putArray("filtered_resps").add(text);
    row.put("filter", "none " + text).putArray("metrics").add("acc");
    row.putObject("arguments").putObject("gen_args_0").put("arg_0", "asked " + text);
    row.put("acc", 1.0);
    Path run = folder.resolve("run");
    succeed(
        "import",
        "--format",
        "lm-eval",
        write("samples_own.jsonl", row),
        "--model",
        text,
        "--out",
        run);
    SampleRecord record = only(run);
    assertThat(record.sample().id()).isEqualTo("a " + text);
    assertThat(((Completion) record.outcome()).text()).isEqualTo("said " + text);
    assertThat(record.scores())
        .containsOnlyKeys("lm-eval/none " + Escapes.WELL_FORMED.apply(text) + ":acc");
    succeed("report", run, "--out", folder.resolve("report"));
    utf8(folder.resolve("report/samples.csv"));

    ObjectNode official = question(text).put("pred", "A").put("model_outputs", "A " + text);
    Path second = folder.resolve("second");
    succeed(
        "import",
        "--format",
        "mmlu-pro-official",
        write("outputs.jsonl", official),
        "--out",
        second);
    assertThat(((Completion) only(second).outcome()).text()).isEqualTo("A " + text);
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void goesToAnEndpointAndBack(String text) throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call -> new FakeEndpoint.Reply(200, Map.of(), reply("The answer is (A). " + text)))) {
      Path run = folder.resolve("run");
      succeed(
          "run",
          "--suite",
          "mmlu-pro",
          "--protocol",
          "mmlu-pro/official-local-0shot",
          "--data",
          write("data.jsonl", question(text)),
          "--model",
          server.modelArgument(),
          "--out",
          run);
      assertThat(only(run).outcome()).isInstanceOf(Completion.class);
      assertThat(((Completion) only(run).outcome()).text()).endsWith(text);
      assertThat(server.calls().getLast().question()).contains("Which? " + text);
    }
  }

  private static String reply(String text) {
    try {
      ObjectNode root = JSON.createObjectNode();
      ObjectNode choice = root.putArray("choices").addObject().put("finish_reason", "stop");
      choice.put("text", text);
      return JSON.writeValueAsString(root.put("model", "tiny"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theEngineRefusesToReadAnotherText() throws IOException {
    Path model = DemoFiles.extract(folder.resolve("demo")).model();
    Commands.Result result =
        HostileTexts.run(
            "run",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--data",
            write("data.jsonl", question("cut \ud83d")),
            "--model",
            model,
            "--out",
            folder.resolve("run"));
    assertThat(result.status()).as(result.err()).isEqualTo(1);
    assertThat(result.err()).contains("half a surrogate pair, U+D83D", "Correct the data");
  }
}
