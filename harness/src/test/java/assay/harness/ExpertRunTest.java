package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.AttemptPicks;
import assay.results.Completion;
import assay.results.ExpertPicks;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs of mixtures of experts keep which experts each attempt used.
final class ExpertRunTest {
  private static final int SAMPLES = 5;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"mixtral, 2, 2", "qwen2moe, 2, 2", "qwen3moe, 2, 2", "deepseek2, 2, 3"})
  void countsEveryTokenOfEveryAttempt(String model, int layers, int used) throws IOException {
    RunDirectory run = RunDirectory.open(run(model, folder.resolve("run")));
    Map<AttemptKey, ExpertPicks> experts = experts(run);
    try (Stream<SampleRecord> records = run.records()) {
      List<SampleRecord> all = records.toList();
      assertThat(all).hasSize(SAMPLES);
      for (SampleRecord record : all) {
        Completion completion = (Completion) record.outcome();
        int prompt = completion.promptTokens().orElseThrow();
        int generated = completion.completionTokens().orElseThrow() - 1;
        ExpertPicks picks = experts.get(record.key());
        assertThat(sum(picks, true)).isEqualTo(layers * used * prompt);
        assertThat(sum(picks, false)).isEqualTo(layers * used * generated);
      }
    }
  }

  @Test
  void losesAndDoublesNothingWhenItIsKilledAnywhere() throws IOException {
    Path whole = run("qwen3moe", folder.resolve("whole"));
    Map<AttemptKey, ExpertPicks> expected = experts(RunDirectory.open(whole));
    byte[] records = Files.readAllBytes(whole.resolve("records.jsonl"));
    byte[] lines = Files.readAllBytes(whole.resolve("experts.jsonl"));
    // Killed behind the experts of the fourth attempt, before its record; or within either line.
    int third = end(records, 3);
    int fourth = end(lines, 4);
    int[][] cuts = {{third, fourth}, {third, fourth - 20}, {third + 50, fourth}, {0, 30}};
    for (int i = 0; i < cuts.length; i++) {
      Path killed = folder.resolve("killed-" + i);
      Files.createDirectories(killed);
      Files.copy(whole.resolve("manifest.json"), killed.resolve("manifest.json"));
      Files.write(killed.resolve("records.jsonl"), Arrays.copyOf(records, cuts[i][0]));
      Files.write(killed.resolve("experts.jsonl"), Arrays.copyOf(lines, cuts[i][1]));
      run("qwen3moe", killed, "--resume");
      assertThat(experts(RunDirectory.open(killed))).isEqualTo(expected);
    }
  }

  @Test
  void keepsNoFileForADenseModel() throws IOException {
    Path run = run("qwen3", folder.resolve("run"));
    assertThat(run.resolve("experts.jsonl")).doesNotExist();
  }

  /// How the cache grows follows from the weights, whose digest is compared.
  @Test
  void aRunWhoseManifestDoesNotTellHowTheCacheGrowsIsContinued() throws IOException {
    Path run = run("qwen3", folder.resolve("run"), "--first", "2");
    Path file = run.resolve("manifest.json");
    JsonMapper json = new JsonMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(file.toFile());
    ObjectNode facts = (ObjectNode) manifest.at("/model/facts");
    assertThat(facts.remove("kvGrowth")).isNotNull();
    json.writeValue(file.toFile(), manifest);
    run("qwen3", run, "--first", "2", "--resume");
  }

  private Path run(String model, Path out, String... more) throws IOException {
    Path data = Suites.questions(folder, SAMPLES);
    Commands.Result result =
        Commands.run(
            Stream.concat(
                    Stream.of(
                        "run",
                        "--suite",
                        "mmlu-pro",
                        "--data",
                        data.toString(),
                        "--protocol",
                        "mmlu-pro/official-local-0shot",
                        "--model",
                        SharedData.file("golden/" + model + ".gguf").toString(),
                        "--max-tokens",
                        "8",
                        "--out",
                        out.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return out;
  }

  private static int end(byte[] text, int lines) {
    int at = 0;
    for (int line = 0; line < lines; at++) {
      line += text[at] == '\n' ? 1 : 0;
    }
    return at;
  }

  private static int sum(ExpertPicks picks, boolean prompt) {
    int sum = 0;
    for (int layer = 0; layer < picks.layerCount(); layer++) {
      sum += Arrays.stream(prompt ? picks.prompt(layer) : picks.generated(layer)).sum();
    }
    return sum;
  }

  private static Map<AttemptKey, ExpertPicks> experts(RunDirectory run) {
    try (Stream<AttemptPicks> all = run.experts()) {
      return all.collect(Collectors.toMap(AttemptPicks::key, AttemptPicks::picks));
    }
  }
}
