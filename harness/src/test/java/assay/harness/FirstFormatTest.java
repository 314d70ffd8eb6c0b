package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose manifests have format 1, made by the program as it was at 0accc81: the demo's runs of
/// LiveCodeBench on the engine and of MATH-500 from a recording, and a sweep of a described suite
/// over two data files, whose plan padded prompts and scaled positions.
final class FirstFormatTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path STORED = Path.of("src/test/resources/assay/harness/first-format");

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(STORED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(STORED.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private String variant(String name) {
    return folder.resolve("sweep").resolve(name).toString();
  }

  private Commands.Result assay(String... args) {
    return Commands.run(args);
  }

  @Test
  void isReportedWithTheFactsOfItsBenchmark() throws IOException {
    Path run = folder.resolve("livecodebench");
    assertThat(assay("report", run.toString()).status()).isZero();
    String report = Files.readString(run.resolve("report/report.md"));
    assertThat(report)
        .contains("pass@1 over problems, programs that could not be judged: failed")
        .contains("vector-512", "299456", "2 processors, 6028 MiB heap limit");
  }

  @Test
  void isExportedWithItsShots() throws IOException {
    JsonNode exported =
        JSON.readTree(
            assay("export", "--format", "lm-eval", folder.resolve("math-500").toString()).out());
    assertThat(exported.at("/n-shot/math-500").asInt(-1)).isZero();
    assertThat(
            assay("export", "--format", "model-index", folder.resolve("math-500").toString()).out())
        .contains("HuggingFaceH4/MATH-500");
  }

  @Test
  void isListedComparedAndHeldAsABaseline() throws IOException {
    Path run = folder.resolve("math-500");
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.copy(run.resolve("records.jsonl"), other.resolve("records.jsonl"));
    Files.copy(run.resolve("manifest.json"), other.resolve("manifest.json"));
    assertThat(assay("list", folder.toString()).out()).contains("math-500/");
    assertThat(assay("compare", run.toString(), other.toString()).status()).isZero();
    Path baseline = folder.resolve("baseline.jsonl");
    assertThat(
            assay("regress", "--baseline", run.toString(), "--write-baseline", baseline.toString())
                .status())
        .isZero();
    assertThat(Files.readString(baseline)).contains("\"shots\":0");
    Commands.Result gate =
        assay(
            "regress",
            "--baseline",
            baseline.toString(),
            "--candidate",
            other.toString(),
            "--margin",
            "0.5");
    assertThat(gate.status()).as(gate.err()).isZero();
  }

  @Test
  void isNotContinuedAndSaysWhy() throws IOException {
    Path run = folder.resolve("math-500");
    Path data =
        Files.writeString(
            folder.resolve("math.jsonl"),
            "{\"problem\":\"1+1\",\"answer\":\"2\",\"subject\":\"Algebra\",\"level\":1,\"unique_id\":\"a\"}\n");
    Path recording =
        Files.writeString(folder.resolve("r.jsonl"), "{\"id\":\"a\",\"output\":\"2\"}\n");
    Commands.Result result =
        assay(
            "run",
            "--suite",
            "math-500",
            "--data",
            data.toString(),
            "--model",
            "recorded:" + recording,
            "--out",
            run.toString(),
            "--resume");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("was begun by an earlier version", "format 1, now 2", "Choose another --out");
  }

  @Test
  void aSweepIsReportedByItsCoordinatesAndPaddedLengths() throws IOException {
    Path out = folder.resolve("report");
    Commands.Result result =
        assay(
            "report",
            variant("pad-to-off_rope-off"),
            variant("pad-to-off_rope-linear-2"),
            variant("pad-to-300_rope-off"),
            variant("pad-to-300_rope-linear-2"),
            "--out",
            out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("prompts padded to 300 tokens of the model's tokenizer with shots")
        .contains("capitals.json", "first.jsonl", "second.jsonl");
    assertThat(Files.readString(out.resolve("effects.csv"))).contains("padded to", "rope");
    assertThat(Files.readString(out.resolve("context.csv"))).contains("300");
  }

  @Test
  void aPaddedRunIsComparedHeldAgainstAndExported() throws IOException {
    String bare = variant("pad-to-off_rope-off");
    String padded = variant("pad-to-300_rope-off");
    Commands.Result compared = assay("compare", bare, padded);
    assertThat(compared.status()).as(compared.err()).isZero();
    Commands.Result gate =
        assay("regress", "--baseline", bare, "--candidate", padded, "--margin", "0.5");
    assertThat(gate.status()).as(gate.err()).isZero();
    JsonNode exported = JSON.readTree(assay("export", "--format", "lm-eval", padded).out());
    assertThat(exported.at("/configs/capitals/metadata/deviations/0").asText())
        .startsWith("prompts padded to 300 tokens");
    assertThat(exported.path("n-shot").isEmpty()).isTrue();
    assertThat(assay("export", "--format", "model-index", padded).out())
        .contains("prompts padded to 300 tokens");
  }

  @Test
  void aPaddedRunIsNotContinuedAndSaysWhy() throws IOException {
    Path suite = folder.resolve("sweep");
    Commands.Result result =
        assay(
            "run",
            "--suite",
            suite.resolve("capitals.json").toString(),
            "--data",
            suite.resolve("first.jsonl").toString(),
            "--data",
            suite.resolve("second.jsonl").toString(),
            "--model",
            DemoFiles.extract(folder.resolve("demo")).model().toString(),
            "--pad-to",
            "300",
            "--seed",
            "1",
            "--out",
            variant("pad-to-300_rope-off"),
            "--resume");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("was begun by an earlier version", "format 1, now 2", "Choose another --out");
  }

  @Test
  void aManifestWithoutANumberIsNamedWithItsField() throws IOException {
    Path manifest = Path.of(variant("pad-to-300_rope-off")).resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"padTo\" : \"300\"", "\"padTo\" : \"\""));
    Commands.Result result = assay("report", manifest.getParent().toString());
    assertThat(result.status()).isNotZero();
    assertThat(result.err())
        .contains(manifest.toString())
        .contains("field \"protocol.padding.padTo\" must be a whole number, found \"\"");
  }
}
