package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.format.GgufFile;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.harness.demo.DemoFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `assay plan` and the remarks of `assay run` say of models whose chat template has a fault.
final class PlanFindingsTest {
  private static final String TURNS =
      "{%- for m in messages -%}{{- '<|im_start|>' + m['role'] + '\\n' + m['content'] +"
          + " '<|im_end|>\\n' -}}{%- endfor -%}";
  private static final String OPENED =
      TURNS + "{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}";
  private static final String BOS = "<|endoftext|>";

  @TempDir private Path folder;
  private Path suite;

  @BeforeEach
  void describeASuite() throws IOException {
    suite =
        Files.writeString(
            folder.resolve("sums.json"),
            """
            {"name": "sums", "prompt": "What is {q}?", "target": "a", "scorer": "exact",
             "maxTokens": 2, "data": "sums.jsonl"}
            """);
    Files.writeString(folder.resolve("sums.jsonl"), "{\"q\": \"2 and 2\", \"a\": \"4\"}\n");
  }

  @Test
  void aSoundTemplateHasNone() throws IOException {
    assertFindings(OPENED);
  }

  @Test
  void aPromptThatBeginsTwice() throws IOException {
    assertFindings(
        BOS + BOS + OPENED,
        "error     double-bos: the template writes \"<|endoftext|>\" (1756) twice at the begin of a"
            + " prompt",
        "error     double-bos: the prompt begins with \"<|endoftext|>\" (1756) twice");
  }

  @Test
  void aSystemPromptThatNobodySent() throws IOException {
    assertFindings(
        "{%- if messages[0]['role'] != 'system' -%}{{- '<|im_start|>system\\nAnswer in verse."
            + "<|im_end|>\\n' -}}{%- endif -%}"
            + OPENED,
        "warning   hidden-system-prompt: the protocol sends no system prompt, and the template adds"
            + " one of its own: \"Answer in verse.\"");
  }

  @Test
  void anAnswerThatIsNotOpened() throws IOException {
    assertFindings(
        TURNS,
        "warning   no-generation-prompt: the template does not open the assistant's turn: an"
            + " answered prompt goes on with \"<|im_start|>assistant\", which the model has to"
            + " write itself");
  }

  /// These findings and no others, in the plan and among the run's remarks.
  private void assertFindings(String template, String... expected) throws IOException {
    Path model = model(template);
    Commands.Result plan = run("plan", model, "--json");
    assertThat(plan.status()).as(plan.err()).isZero();
    List<String> found = new ArrayList<>();
    for (JsonNode each : new JsonMapper().readTree(plan.out()).at("/runs/0/findings")) {
      found.add(
          "%-9s %s: %s"
              .formatted(
                  each.path("level").asText(),
                  each.path("rule").asText(),
                  each.path("message").asText()));
    }
    assertThat(found).containsExactly(expected);
    Commands.Result run = run("run", model, "--out", folder.resolve("run").toString());
    assertThat(run.err().lines().filter(line -> line.matches("(error|warning) .*")))
        .containsExactly(expected);
  }

  private Commands.Result run(String command, Path model, String... more) {
    return Commands.run(
        Stream.concat(
                Stream.of(
                    command,
                    "--suite",
                    suite.toString(),
                    "--model",
                    model.toString(),
                    "--no-cache"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /// The demo's model with another template, a token that begins texts, and weights of zero.
  private Path model(String template) throws IOException {
    Path path = folder.resolve("model.gguf");
    try (GgufFile demo = GgufFile.open(DemoFiles.extract(folder.resolve("demo")).model())) {
      Map<String, GgufValue> values = new HashMap<>();
      for (String key : demo.metadata().keys()) {
        values.put(key, demo.metadata().value(key).orElseThrow());
      }
      values.put("tokenizer.chat_template", GgufValue.text(template));
      values.put("tokenizer.ggml.bos_token_id", values.get("tokenizer.ggml.padding_token_id"));
      GgufWriter writer = new GgufWriter();
      values.forEach(writer::put);
      demo.tensors()
          .values()
          .forEach(tensor -> writer.zeros(tensor.name(), tensor.dtype(), tensor.shape()));
      writer.write(path);
    }
    return path;
  }
}
