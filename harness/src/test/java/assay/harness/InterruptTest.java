package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run in a process of its own that gets the signals of Ctrl-C and of a scheduler.
@Timeout(120)
final class InterruptTest {
  private static final int SAMPLES = 60;
  private static final int ENOUGH = 8;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalLetsWhatIsUnderWayFinishAndTheRunGoesOnLater(String signal) throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve("run");
    try (FakeEndpoint server = FakeEndpoint.start(call -> slow(call, 400))) {
      Process run = start(server, data, out);
      awaitRecords(out, ENOUGH);
      Signals.send(signal, run);
      assertThat(run.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(run.exitValue()).isEqualTo(ExitCode.INTERRUPTED.status());
      long stored = StoredRecords.count(out);
      assertThat(stored).isBetween((long) ENOUGH, SAMPLES - 1L);
      // Every call that the server was sent has its record: none was given up.
      assertThat(server.calls()).hasSize((int) stored);
      assertThat(log())
          .contains(
              "interrupted: finishing what is under way",
              "assay: interrupted; stored are %d of 60 attempts".formatted(stored),
              "continue  assay run --suite mmlu-pro",
              " --out " + out,
              " --resume\n");
      assertThat(start(server, data, out, "--resume").waitFor()).isZero();
      assertThat(StoredRecords.count(out)).isEqualTo(SAMPLES);
      assertThat(server.calls()).hasSize(SAMPLES);
    }
  }

  @Test
  void aSecondSignalStopsAtOnce() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve("run");
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call -> slow(call, Suites.item(call.question()) < ENOUGH ? 0 : 90_000))) {
      Process run = start(server, data, out);
      awaitRecords(out, ENOUGH);
      Signals.send("INT", run);
      while (!log().contains("interrupted: ")) {
        Thread.sleep(20);
      }
      assertThat(run.isAlive()).isTrue();
      Signals.send("INT", run);
      // Far less than what the first signal allows for.
      assertThat(run.waitFor(1_500, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(run.exitValue()).isEqualTo(ExitCode.INTERRUPTED.status());
      assertThat(StoredRecords.count(out)).isEqualTo(ENOUGH);
    }
  }

  @Test
  void aSignalStopsASweepAsAWhole() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve("sweep");
    try (FakeEndpoint server = FakeEndpoint.start(call -> slow(call, 400))) {
      Path plan =
          Files.writeString(
              folder.resolve("plan.json"),
              """
              {"base": {"suite": "mmlu-pro", "protocol": "mmlu-pro/official-local-0shot",
                        "data": "%s", "model": "%s", "concurrency": 4},
               "axes": {"seed": [1, 2]}}
              """
                  .formatted(data, server.modelArgument()));
      Process sweep =
          Programs.start(
              folder.resolve("log"), List.of("sweep", plan.toString(), "--out", out.toString()));
      awaitRecords(out.resolve("seed-1"), ENOUGH);
      Signals.send("INT", sweep);
      assertThat(sweep.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(sweep.exitValue()).isEqualTo(ExitCode.INTERRUPTED.status());
      assertThat(out.resolve("seed-2")).doesNotExist();
      assertThat(log()).contains("continue  assay sweep " + plan + " --out " + out);
    }
  }

  /// Rows that take a minute to judge, so that a signal meets them.
  private Path formulas(String row) throws IOException {
    String formula = "\\\\frac{1}{%d}+".repeat(60) + "x";
    Object[] numbers = IntStream.range(1, 61).boxed().toArray();
    String sum = formula.formatted(numbers);
    return Files.write(
        folder.resolve("formulas.jsonl"),
        IntStream.range(0, 20_000).mapToObj(i -> row.formatted(i, sum, sum + "+" + i)).toList());
  }

  @Test
  void aSignalLeavesWholeVerdictsOfTheFirstThatWereScored() throws Exception {
    Path recorded =
        formulas(
            """
            {"id": %d, "answer": "%s", "output": "The final answer is $%s$."}\
            """);
    Path verdicts = folder.resolve("verdicts.jsonl");
    Process score =
        Programs.start(
            folder.resolve("log"),
            List.of(
                "score",
                "--suite",
                "math-500",
                "--recorded",
                recorded.toString(),
                "--scorer",
                "math/math-verify",
                "--verdicts",
                verdicts.toString()));
    while (!Files.exists(verdicts) || Files.size(verdicts) == 0) {
      Thread.sleep(20);
    }
    Signals.send("INT", score);
    assertThat(score.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(score.exitValue()).isEqualTo(ExitCode.INTERRUPTED.status());
    List<String> lines = Files.readAllLines(verdicts);
    assertThat(lines).hasSizeBetween(1, 19_999).last().asString().endsWith("}");
    assertThat(log())
        .contains(
            "interrupted: finishing what is under way",
            "assay: interrupted; judged were the first " + lines.size());
  }

  @Test
  void anImportThatIsStoppedLeavesNoRun() throws Exception {
    Path log =
        formulas(
            """
            {"doc_id": %1$d, "doc": {"problem": "How much is item %1$d?"}, "target": "%2$s", \
            "arguments": [["a", {}]], "resps": [["The final answer is $%3$s$."]], \
            "filtered_resps": ["%3$s"], "exact_match": 0}\
            """);
    Path out = folder.resolve("imported");
    List<String> line =
        List.of(
            "import",
            "--format",
            "lm-eval",
            log.toString(),
            "--scorer",
            "math/math-verify",
            "--out",
            out.toString());
    Process importing = Programs.start(folder.resolve("log"), line);
    awaitRecords(out, ENOUGH);
    Signals.send("INT", importing);
    assertThat(importing.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(importing.exitValue()).isEqualTo(ExitCode.INTERRUPTED.status());
    assertThat(log()).contains(out + " was not made whole, and is removed again");
    assertThat(out).doesNotExist();
  }

  private static FakeEndpoint.Answer slow(FakeEndpoint.Call call, long millis) {
    return new FakeEndpoint.Slow(
        millis, FakeEndpoint.body(call, "The answer is (A).", "stop", "tiny"));
  }

  private Process start(FakeEndpoint server, Path data, Path out, String... more)
      throws IOException {
    return Programs.startRun(folder.resolve("log"), server, data, out, more);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private static void awaitRecords(Path out, long count) throws Exception {
    while (StoredRecords.count(out) < count) {
      Thread.sleep(20);
    }
  }
}
