package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What variants of a sweep share, which of them are run, and the table that tells of them.
final class SweepVariantsTest {
  private static final int SAMPLES = 4;

  @TempDir private Path folder;

  private Commands.Result sweep(FakeEndpoint server, String axes, String... more)
      throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve("plan.yaml"),
            """
            base:
              suite: mmlu-pro
              protocol: mmlu-pro/official-local-0shot
              data: %s
              model: %s
              cache: %s
              retries: 0
            %s
            """
                .formatted(
                    Suites.questions(folder, SAMPLES),
                    server.modelArgument(),
                    folder.resolve("cache"),
                    axes));
    List<String> line = new ArrayList<>(List.of("sweep", plan.toString()));
    line.addAll(List.of("--out", folder.resolve("out").toString()));
    line.addAll(List.of(more));
    return Commands.run(line.toArray(String[]::new));
  }

  private static Answer right(Call call) {
    return FakeEndpoint.text(
        call, "The answer is (%s).".formatted(Suites.letter(Suites.item(call.question()))));
  }

  /// Returns the table's lines about variants, each gap a single space.
  private static List<String> table(Commands.Result result) {
    return result
        .err()
        .lines()
        .dropWhile(line -> !line.matches("variant +state +calls .*"))
        .skip(1)
        .takeWhile(line -> line.startsWith("scorer") || line.startsWith("temperature"))
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  @Test
  void whatTwoVariantsAskIsAskedOnce() throws IOException {
    try (FakeEndpoint server = FakeEndpoint.start(SweepVariantsTest::right)) {
      String axes = "axes: {scorer: [choice/sound, choice/lm-eval], temperature: [0, 0.7]}";
      Commands.Result result = sweep(server, axes);
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(server.calls()).as("two temperatures").hasSize(2 * SAMPLES);
      assertThat(result.err()).contains("cache     4 of 4 answers from " + folder.resolve("cache"));
      assertThat(table(result))
          .containsExactly(
              "scorer-sound_temperature-0 done 4/4 100.00 51.01 – 100.00",
              "scorer-sound_temperature-0.7 done 4/4 100.00 51.01 – 100.00",
              "scorer-lm-eval_temperature-0 done 4/4 100.00 51.01 – 100.00",
              "scorer-lm-eval_temperature-0.7 done 4/4 100.00 51.01 – 100.00");
    }
  }

  @Test
  void onlyWhatIsWantedIsRun() throws IOException {
    try (FakeEndpoint server = FakeEndpoint.start(SweepVariantsTest::right)) {
      String axes = "axes: {temperature: [0, 0.5, 1]}";
      Commands.Result result = sweep(server, axes, "--skip", "*-0.5", "--skip", "temperature-1");
      assertThat(table(result))
          .containsExactly(
              "temperature-0 done 4/4 100.00 51.01 – 100.00",
              "temperature-0.5 skipped 0/4",
              "temperature-1 skipped 0/4");
      result = sweep(server, axes, "--only", "temperature-1");
      assertThat(table(result))
          .containsExactly(
              "temperature-0 skipped 4/4 100.00 51.01 – 100.00",
              "temperature-0.5 skipped 0/4",
              "temperature-1 done 4/4 100.00 51.01 – 100.00");
      assertThat(RunDirectory.isRun(folder.resolve("out/temperature-0.5"))).isFalse();
      assertThat(sweep(server, axes, "--dry-run", "--skip", "*0*").out().lines())
          .contains("temperature-0.5  4 samples  4 calls  skipped", "1 variants, 4 calls");
      result = sweep(server, axes, "--only", "temprature-1");
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo(
              "assay: --only temprature-1: no variant is called so; did you mean"
                  + " \"temperature-1\"?; --dry-run lists them\n");
      assertThat(sweep(server, axes, "--skip", "*").err()).contains("leave no variant");
    }
  }

  @Test
  void aRetryDoesAloneWhatFailedOrWasNotMeasured() throws IOException {
    AtomicBoolean broken = new AtomicBoolean(true);
    Function<Call, Answer> script =
        call ->
            broken.get()
                    && call.body().path("temperature").asDouble() > 0
                    && Suites.item(call.question()) == 2
                ? new Reply(500, Map.of(), "{\"error\": {\"message\": \"broken\"}}")
                : right(call);
    try (FakeEndpoint server = FakeEndpoint.start(script)) {
      String axes = "axes: {temperature: [0, 0.5]}";
      assertThat(sweep(server, axes).status()).isZero();
      long calls = server.calls().size();
      broken.set(false);
      Commands.Result again = sweep(server, axes, "--retry");
      assertThat(again.status()).as(again.err()).isZero();
      assertThat(again.err())
          .contains("variant 2 of 2: temperature-0.5; ")
          .doesNotContain("variant 1 of 2");
      assertThat(server.calls()).hasSize((int) calls + 1);
      assertThat(table(again))
          .containsExactly(
              "temperature-0 done 4/4 100.00 51.01 – 100.00",
              "temperature-0.5 done 4/4 100.00 51.01 – 100.00");
    }
  }
}
