package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

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
/// LiveCodeBench on the engine and of MATH-500 from a recording.
final class FirstFormatTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path STORED = Path.of("src/test/resources/assay/harness/first-format");

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String run : new String[] {"livecodebench", "math-500"}) {
      Files.createDirectories(folder.resolve(run));
      try (Stream<Path> files = Files.list(STORED.resolve(run))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(run).resolve(file.getFileName()));
        }
      }
    }
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
}
