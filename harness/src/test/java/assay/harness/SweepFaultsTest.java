package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps of which one variant meets an `Error`, and how often they read their data.
final class SweepFaultsTest {
  @TempDir private Path folder;
  private FaultyChoice benchmark;

  @Test
  void aFaultOfOurOwnIsToldAndCostsNoOtherVariant() throws IOException {
    Commands.Result result = sweep(StackOverflowError::new, protocols("2-shot", "plain"));
    assertThat(result.status()).isEqualTo(70);
    assertThat(result.err())
        .contains(
            "assay: java.lang.StackOverflowError",
            "at assay.harness.",
            "variant failed: protocol-2-shot (status 70)");
    assertThat(RunDirectory.isRun(folder.resolve("out/protocol-plain"))).isTrue();
    assertThat(folder.resolve("out/report/report.html")).exists();
  }

  @Test
  void memoryThatRanOutStopsTheSweep() throws IOException {
    Commands.Result result =
        sweep(() -> new OutOfMemoryError("Java heap space"), protocols("2-shot", "plain"));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "assay: memory ran out (Java heap space). Give Java more, as ASSAY_JAVA_OPTS=-Xmx8g",
            "the sweep stops here, since memory ran out; what is stored stays, and the same"
                + " command continues it");
    assertThat(folder.resolve("out/protocol-plain")).doesNotExist();
  }

  @Test
  void dataIsReadOnceForAllThatAskTheSame() throws IOException {
    String axes = "\"temperature\": [0, 0.7], \"attempts\": [1, 2, 3]";
    Commands.Result result = sweep(AssertionError::new, axes, "--dry-run");
    assertThat(result.out()).endsWith("6 variants, 48 calls" + System.lineSeparator());
    assertThat(benchmark.reads()).isEqualTo(1);
    result = sweep(AssertionError::new, axes + ", \"limit\": [1, null]", "--dry-run");
    assertThat(result.out()).endsWith("12 variants, 60 calls" + System.lineSeparator());
    assertThat(benchmark.reads()).isEqualTo(2);
  }

  private static String protocols(String first, String second) {
    return "\"protocol\": [\"permuted-choice/%s\", \"permuted-choice/%s\"]"
        .formatted(first, second);
  }

  private Commands.Result sweep(Supplier<Error> fault, String axes, String... more)
      throws IOException {
    List<String> rows = new ArrayList<>(List.of("id,question,a,b,c,d,topic"));
    List<String> recorded = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add("q%d,What is %d + 1?,%d,wrong,no,never,sums".formatted(i, i, i + 1));
      recorded.add("{\"id\": \"q%d\", \"output\": \"The answer is (A).\"}".formatted(i));
    }
    Path data = Files.write(folder.resolve("data.csv"), rows);
    Path recording = Files.write(folder.resolve("recorded.jsonl"), recorded);
    Path plan =
        Files.writeString(
            folder.resolve("plan.json"),
            """
            {"base": {"suite": "%s", "data": "%s", "model": "recorded:%s"}, "axes": {%s}}
            """
                .formatted(PermutedChoice.SUITE, data, recording, axes));
    benchmark = new FaultyChoice(fault);
    List<String> line =
        new ArrayList<>(
            List.of("sweep", plan.toString(), "--out", folder.resolve("out").toString()));
    line.addAll(List.of(more));
    return Commands.run(
        Commands.catalog(new Benchmarks(List.of(benchmark)), PublishedScores.bundled()),
        line.toArray(String[]::new));
  }
}
