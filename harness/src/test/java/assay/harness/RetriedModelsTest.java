package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.ExitCode;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `assay retry` on runs of the engine, of programs and of recordings.
@Timeout(120)
final class RetriedModelsTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, 24);
    out = folder.resolve("run");
  }

  @Test
  void theEngineIsSetUpAsTheManifestSays() throws Exception {
    DemoFiles files = DemoFiles.extract(folder.resolve("demo"));
    Commands.Result made =
        Commands.run(
            "run",
            "--suite",
            "mmlu-pro",
            "--data",
            files.suites().getFirst().data().toString(),
            "--model",
            files.model().toString(),
            "--first",
            "3",
            "--context",
            "100",
            "--kv-type",
            "f16",
            "--rope-scaling",
            "linear",
            "--rope-factor",
            "2",
            "--no-cache",
            "--out",
            out.toString());
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(StoredRecords.unmeasured(out)).isEqualTo(3);
    Commands.Result retry =
        Commands.run("retry", out.toString(), "--cause", "context_overflow", "--no-cache");
    assertThat(retry.status()).as(retry.err()).isZero();
    assertThat(retry.err()).contains("still not measured: 3 (3 context overflow)");
    assertThat(StoredRecords.replaced(out)).hasSize(3);
  }

  @Test
  void aStoredAnswerThatWasNotJudgedIsJudgedAndNotAskedForAgain() throws Exception {
    DemoFiles.Suite code = DemoFiles.extract(folder.resolve("demo")).suites().getLast();
    assertThat(code.name()).isEqualTo("livecodebench");
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call -> FakeEndpoint.text(call, "```python\nprint(int(input()))\n```"))) {
      Commands.Result made =
          Commands.run(
              "run",
              "--suite",
              "livecodebench",
              "--data",
              code.data().toString(),
              "--first",
              "2",
              "--model",
              server.modelArgument(),
              "--image",
              "no-such-image:ever",
              "--out",
              out.toString());
      assertThat(made.status()).as(made.err()).isZero();
      assertThat(StoredRecords.of(out))
          .allSatisfy(
              record ->
                  assertThat(record.primaryScore())
                      .isInstanceOfSatisfying(
                          Score.NotMeasured.class,
                          none -> assertThat(none.cause()).isEqualTo(Cause.SANDBOX_FAULT)));
      int calls = server.calls().size();
      List<String> texts = texts();
      Commands.Result retry =
          Commands.run("retry", out.toString(), "--sandbox", "none", "--i-trust-this-code");
      assertThat(retry.status()).as(retry.err()).isZero();
      assertThat(server.calls()).hasSize(calls);
      assertThat(StoredRecords.unmeasured(out)).isZero();
      assertThat(texts()).isEqualTo(texts);
    }
  }

  @Test
  void aRecordedRunIsJudgedAgainFromItsRecording() throws Exception {
    Path recording = folder.resolve("recorded.jsonl");
    Files.writeString(
        recording,
        """
        {"question_id": 1000, "output": "The answer is (A)."}
        {"question_id": 1001, "output": "The answer is (B)."}
        """);
    Commands.Result made =
        Commands.run(
            Suites.line(
                data,
                "recorded:" + recording,
                out,
                "--fields",
                "id=question_id,output=output",
                "--first",
                "3"));
    assertThat(made.status()).as(made.err()).isZero();
    Path moved = Files.move(recording, folder.resolve("moved.jsonl"));
    Commands.Result retry =
        Commands.run(
            "retry",
            out.toString(),
            "--all",
            "--model",
            moved.toString(),
            "--fields",
            "id=question_id,output=output");
    assertThat(retry.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(retry.err()).contains("it differs in model.name");
    Files.move(moved, recording);
    Commands.Result again =
        Commands.run("retry", out.toString(), "--all", "--fields", "id=question_id,output=output");
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err()).contains("still not measured: 1 (1 no recorded completion)");
    assertThat(StoredRecords.replaced(out)).hasSize(1);
  }

  private List<String> texts() throws IOException {
    Function<SampleRecord, String> text = record -> ((Completion) record.outcome()).text();
    return StoredRecords.of(out).stream().map(text).toList();
  }
}
