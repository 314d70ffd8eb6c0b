package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import assay.results.divergence.Divergence;
import assay.results.divergence.DivergenceFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model's distributions against a reference's, on the demo's trained models.
final class DivergenceCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Path DEMO = Path.of("src/main/resources/assay/harness/demo");

  @TempDir private Path folder;

  /// The expected figures are NumPy's (`tools/divergence/figures.py`).
  @Test
  void figuresAreThoseThatNumPyComputesFromTheLogits() throws IOException {
    JsonNode found =
        measured(
            "--model",
            model("dense-early-q8_0").toString(),
            "--text",
            text().toString(),
            "--window",
            "128");
    assertThat(found.at("/texts/scoredTokens").asInt()).isEqualTo(567);
    close(found, "/perplexity/reference/value", 386.161607);
    close(found, "/perplexity/model/value", 267.382155);
    close(found, "/klDivergence/mean/value", 2.47502877);
    close(found, "/klDivergence/median", 1.75476968);
    close(found, "/klDivergence/p90", 5.93647141);
    close(found, "/klDivergence/p99", 8.76452113);
    close(found, "/klDivergence/max", 10.6419033);
    close(found, "/sameTopToken/value", 0.372134039);
    close(found, "/rightTokenProbabilityChange/rms/value", 0.333607624);
    close(found, "/rightTokenProbabilityChange/mean/value", -0.10760802);
    assertThat(found.at("/klDivergence/mean/low").asDouble()).isLessThan(2.47502877);
    assertThat(found.at("/klDivergence/mean/high").asDouble()).isGreaterThan(2.47502877);
  }

  private static void close(JsonNode found, String path, double expected) {
    assertThat(found.at(path).asDouble()).as(path).isCloseTo(expected, withinPercentage(0.1));
  }

  @Test
  void aModelIsItsOwnEqual() throws IOException {
    JsonNode found =
        json(
            "--reference",
            model("dense-final-q8_0").toString(),
            "--model",
            model("dense-final-q8_0").toString(),
            "--text",
            text().toString());
    assertThat(found.at("/klDivergence/max").asDouble()).isLessThan(1e-12);
    assertThat(found.at("/sameTopToken/value").asDouble()).isEqualTo(1);
    assertThat(found.at("/perplexity/logRatio/value").asDouble()).isZero();
    assertThat(found.at("/rightTokenProbabilityChange/rms/value").asDouble()).isZero();
  }

  @Test
  void storedLogitsGiveTheSameBitsWithAndWithoutTheReference() throws IOException {
    Path store = folder.resolve("f16.logits");
    String text = text().toString();
    JsonNode computed = measured("--text", text);
    JsonNode stored = measured("--text", text, "--store", store.toString());
    long bytes = Files.size(store);
    JsonNode reused = measured("--text", text, "--store", store.toString());
    JsonNode alone =
        json(
            "--model",
            model("dense-final-q8_0").toString(),
            "--text",
            text,
            "--store",
            store.toString());
    assertThat(stored).isEqualTo(computed);
    assertThat(reused).isEqualTo(computed);
    assertThat(alone).isEqualTo(computed);
    assertThat(bytes)
        .isBetween(
            4L * 1024 * computed.at("/texts/scoredTokens").asLong(),
            4L * 1025 * computed.at("/texts/scoredTokens").asLong() + 1000);
  }

  @Test
  void storedLogitsOfAnotherTextWindowOrModelAreRefused() throws IOException {
    Path store = folder.resolve("f16.logits");
    String text = text().toString();
    measured("--text", text, "--store", store.toString());
    Path other = Files.writeString(folder.resolve("other.txt"), "What is 3 + 4? ".repeat(200));
    assertThat(refusal("--text", other.toString(), "--store", store.toString()))
        .contains("f16.logits: holds what dense-final-f16.gguf makes of other tokens");
    assertThat(refusal("--text", text, "--window", "256", "--store", store.toString()))
        .contains("other tokens");
    assertThat(
            refusal(
                "--reference",
                model("dense-early-q8_0").toString(),
                "--text",
                text,
                "--store",
                store.toString()))
        .contains("holds the logits of dense-final-f16.gguf")
        .contains("not of dense-early-q8_0.gguf");
  }

  @Test
  void damagedLogitsAreRefused() throws IOException {
    Path store = folder.resolve("f16.logits");
    String text = text().toString();
    measured("--text", text, "--store", store.toString());
    byte[] bytes = Files.readAllBytes(store);
    bytes[bytes.length / 2]++;
    Files.write(store, bytes);
    assertThat(refusal("--text", text, "--store", store.toString()))
        .contains("is damaged in the row behind token");
    Files.write(store, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(refusal("--text", text, "--store", store.toString()))
        .contains("is damaged: expected %d bytes, found".formatted(bytes.length));
    Files.writeString(store, "{}\n");
    assertThat(refusal("--text", text, "--store", store.toString()))
        .contains("is no file of logits");
  }

  @Test
  void thePlacesThatDifferMostAreShownWithTheirContext() throws IOException {
    JsonNode found =
        measured(
            "--model",
            model("dense-early-q8_0").toString(),
            "--text",
            text().toString(),
            "--worst",
            "3");
    assertThat(found.path("worst")).hasSize(3);
    double last = found.at("/klDivergence/max").asDouble();
    String whole = Files.readString(text());
    for (JsonNode place : found.path("worst")) {
      assertThat(place.path("kl").asDouble()).isLessThanOrEqualTo(last);
      last = place.path("kl").asDouble();
      assertThat(whole).contains(place.path("before").asText() + place.at("/right/text").asText());
      assertThat(place.path("reference")).hasSize(3);
    }
    assertThat(found.at("/worst/0/kl").asDouble())
        .isEqualTo(found.at("/klDivergence/max").asDouble());
  }

  @Test
  void promptsOfASuiteAreScoredOnceWhereTheyBeginAlike() throws IOException {
    Path questions = DEMO.resolve("suites/multiple-choice.jsonl");
    JsonNode found =
        measured("--suite", "mmlu-pro/official-local-0shot=" + questions, "--first", "5");
    assertThat(found.at("/texts/sources/0").asText()).isEqualTo("mmlu-pro");
    assertThat(found.at("/texts/passages").asInt()).isEqualTo(5);
    JsonNode twice =
        measured(
            "--suite",
            "mmlu-pro/official-local-0shot=" + questions,
            "--suite",
            "mmlu-pro/official-local-0shot=" + questions,
            "--first",
            "1");
    assertThat(twice.at("/texts/passages").asInt()).isEqualTo(1);
  }

  @Test
  void modelsOfDifferentTokensCannotBeCompared() throws IOException {
    Path other = SharedData.file("golden/qwen2-q8_0.gguf");
    assertThat(refusal("--model", other.toString(), "--text", text().toString()))
        .contains("split the texts into different tokens");
  }

  @Test
  void needsATextAndAReference() throws IOException {
    Path model = model("dense-final-q8_0");
    assertThat(Commands.run("engine", "divergence", "--model", model.toString()).err())
        .contains("there is no text: give --text FILE or --suite SUITE=FILE");
    Commands.Result none =
        Commands.run(
            "engine", "divergence", "--model", model.toString(), "--text", text().toString());
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("there is nothing to compare with: give --reference MODEL");
  }

  @Test
  void whatIsPrintedAsJsonIsReadAgain() throws IOException {
    JsonNode found = measured("--text", text().toString());
    Path file = Files.writeString(folder.resolve("q8.json"), found.toString());
    Divergence divergence = DivergenceFile.read(file);
    assertThat(DivergenceFile.write(divergence)).hasToString(found.toString());
    assertThat(divergence.model().name()).isEqualTo("dense-final-q8_0.gguf");
    assertThat(divergence.model().fileBytes()).hasValue(Files.size(model("dense-final-q8_0")));
  }

  @Test
  void aReportHoldsTheScoresBesideTheDivergence() throws IOException {
    List<String> report = new ArrayList<>(List.of("report"));
    for (String model : List.of("dense-final-f16", "dense-final-q8_0")) {
      Path run = folder.resolve(model);
      Commands.Result ran =
          Commands.run(
              "run",
              "--suite",
              "mmlu-pro",
              "--protocol",
              "mmlu-pro/official-local-0shot",
              "--data",
              DEMO.resolve("suites/multiple-choice.jsonl").toString(),
              "--first",
              "12",
              "--model",
              model(model).toString(),
              "--out",
              run.toString());
      assertThat(ran.status()).as(ran.err()).isZero();
      report.add(run.toString());
    }
    JsonNode found = measured("--text", text().toString());
    Path measured = Files.writeString(folder.resolve("q8.json"), found.toString());
    Path out = folder.resolve("report");
    report.addAll(List.of("--divergence", measured.toString(), "--out", out.toString()));
    Commands.Result reported = Commands.run(report.toArray(String[]::new));
    assertThat(reported.status()).as(reported.err()).isZero();
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("## Quantizations")
        .contains("| dense-final-q8\\_0.gguf | 1.01 MB |")
        .contains("| dense-final-f16.gguf | 1.87 MB |");
    assertThat(Files.readAllLines(out.resolve("quantization.csv"))).hasSize(3);
    assertThat(Files.readString(out.resolve("report.html"))).contains("Quantizations");
  }

  private JsonNode measured(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    if (!arguments.contains("--reference")) {
      arguments.addAll(List.of("--reference", model("dense-final-f16").toString()));
    }
    if (!arguments.contains("--model")) {
      arguments.addAll(List.of("--model", model("dense-final-q8_0").toString()));
    }
    return json(arguments.toArray(String[]::new));
  }

  private String refusal(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("engine", "divergence"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--reference")) {
      arguments.addAll(List.of("--reference", model("dense-final-f16").toString()));
    }
    if (!arguments.contains("--model")) {
      arguments.addAll(List.of("--model", model("dense-final-q8_0").toString()));
    }
    Commands.Result result = Commands.run(arguments.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isIn(2, 3);
    assertThat(result.out()).isEmpty();
    return result.err();
  }

  private static JsonNode json(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("engine", "divergence", "--json"));
    arguments.addAll(List.of(more));
    Commands.Result result = Commands.run(arguments.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }

  private static Path model(String name) {
    return DEMO.resolve("models/" + name + ".gguf");
  }

  /// What the models were trained for: questions of the suites, one behind the other.
  private Path text() throws IOException {
    Path file = folder.resolve("text.txt");
    if (!Files.exists(file)) {
      StringBuilder text = new StringBuilder();
      for (String line : Files.readAllLines(DEMO.resolve("suites/multiple-choice.jsonl"))) {
        text.append(JSON.readTree(line).path("question").asText()).append(' ');
      }
      Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
