package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The demo on the models that `tools/zoo` has trained.
final class DemoTest {
  @TempDir private static Path folder;
  private static Commands.Result result;

  @BeforeAll
  static void runTheDemo() {
    result = Commands.run("demo", "--out", folder.toString());
  }

  @Test
  void allSuitesAreRunScoredAndReported() throws IOException {
    assertThat(result.status()).as(result.err()).isZero();
    Path page = folder.resolve("report/report.html");
    assertThat(result.out()).endsWith("report: " + page.toAbsolutePath() + "\n");
    assertThat(Files.readString(page)).contains("mmlu-pro", "math-500", "livecodebench", "<svg");
    assertThat(records("mmlu-pro-dense-final")).hasSize(120);
    assertThat(records("math-500-dense-final")).hasSize(100);
    assertThat(records("livecodebench-dense-final")).hasSize(40);
  }

  /// The golden answers are by Transformers, with the weights of the same file (`tools/zoo`,
  /// `answers.py`): tokenizer, chat template, kernels and decoding have to agree.
  @ParameterizedTest
  @CsvSource({"mmlu-pro, multiple-choice", "math-500, math", "livecodebench, programming"})
  void theEngineWritesWhatTheTrainingFrameworkWrites(String suite, String file) throws IOException {
    Map<String, String> theirs = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("zoo/recorded/" + file + ".jsonl"))) {
      JsonNode answer = new JsonMapper().readTree(line);
      theirs.put(answer.path("id").asText(), answer.path("output").asText());
    }
    Map<String, String> ours = new TreeMap<>();
    for (SampleRecord record : records(suite + "-dense-final")) {
      ours.put(record.sample().id(), ((Completion) record.outcome()).text());
    }
    assertThat(theirs).hasSizeGreaterThanOrEqualTo(40);
    assertThat(ours).isEqualTo(theirs);
  }

  @ParameterizedTest
  @CsvSource({"mmlu-pro", "math-500", "livecodebench"})
  void theFinalModelSolvesMostAndBeatsTheEarlyOne(String suite) throws IOException {
    assertThat(correct(suite + "-dense-final"))
        .isGreaterThan(records(suite + "-dense-final").size() / 2);
    assertThat(correct(suite + "-dense-final")).isGreaterThan(correct(suite + "-dense-early"));
    assertThat(chance(suite + "-dense-early", suite + "-dense-final")).isLessThan(0.01);
  }

  @Test
  void aModelThatIsTrainedOnForMathematicsIsBetterAtIt() throws IOException {
    assertThat(correct("math-500-dense-math")).isGreaterThan(correct("math-500-dense-final"));
    assertThat(chance("math-500-dense-final", "math-500-dense-math")).isLessThan(0.01);
  }

  /// One that knows 512 positions reads 1,024 worse when a flag stretches it than one that was
  /// trained on after it was stretched.
  @Test
  void aModelThatIsTrainedToReadFurtherDoes() throws IOException {
    assertThat(correct("short-qwen3-512")).isGreaterThan(correct("short-qwen3-yarn-2048"));
    assertThat(correct("long-qwen3-yarn-2048")).isGreaterThan(correct("long-qwen3-512"));
    assertThat(chance("long-qwen3-512", "long-qwen3-yarn-2048")).isLessThan(0.01);
  }

  /// Returns how likely it is that chance alone makes two runs differ as much.
  private static double chance(String run, String other) throws IOException {
    Commands.Result compared =
        Commands.run(
            "compare", folder.resolve(run).toString(), folder.resolve(other).toString(), "--json");
    assertThat(compared.status()).as(compared.err()).isZero();
    return new JsonMapper().readTree(compared.out()).findValue("pValue").doubleValue();
  }

  /// Verdicts on recorded generations are those on the model's own.
  @ParameterizedTest
  @CsvSource({"mmlu-pro", "math-500", "livecodebench"})
  void recordedGenerationsAreJudgedLikeTheModelsOwn(String suite) throws IOException {
    assertThat(correct(suite + "-recorded")).isEqualTo(correct(suite + "-dense-final"));
  }

  private static long correct(String run) throws IOException {
    return records(run).stream().filter(record -> record.primaryScore().correct()).count();
  }

  private static List<SampleRecord> records(String run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(folder.resolve(run)).records()) {
      return records.toList();
    }
  }
}
