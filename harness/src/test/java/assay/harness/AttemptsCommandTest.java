package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.run.CompletionRequest;
import assay.harness.run.ExitCode;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several attempts at a sample, from the command that makes them to those that show them.
final class AttemptsCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SAMPLES = 8;
  private static final int ATTEMPTS = 5;

  @TempDir private Path folder;

  /// An endpoint whose answers follow from item and seed: of five seeds from 11 on three are right
  /// at even items and two at odd ones, where the others agree.
  private static FakeEndpoint.Answer answer(Call call) {
    int item = Suites.item(call.question());
    long attempt = Math.floorMod(call.body().path("seed").asLong(), ATTEMPTS);
    boolean right = attempt < (item % 2 == 0 ? 3 : 2);
    return FakeEndpoint.text(
        call, "The answer is (" + Suites.letter(right ? item : item + 1) + ").");
  }

  private Path run(FakeEndpoint server, String name) throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve(name);
    Commands.Result result =
        Commands.run(
            Suites.line(
                data,
                server.modelArgument(),
                out,
                "--attempts",
                Integer.toString(ATTEMPTS),
                "--temperature",
                "0.7",
                "--seed",
                "11"));
    assertThat(result.status()).as(result.err()).isZero();
    return out;
  }

  @Test
  void everyAttemptHasASeedThatTheManifestSettles() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(AttemptsCommandTest::answer)) {
      Path out = run(server, "run");
      Map<Integer, TreeSet<Long>> seeds = new HashMap<>();
      for (Call call : server.calls()) {
        seeds
            .computeIfAbsent(Suites.item(call.question()), item -> new TreeSet<>())
            .add(call.body().path("seed").asLong());
      }
      RunManifest manifest = RunDirectory.open(out).manifest();
      GenerationSettings settings = manifest.settings();
      assertThat(settings.seed()).isEqualTo(11);
      assertThat(settings.attempts()).isEqualTo(ATTEMPTS);
      TreeSet<Long> settled = new TreeSet<>();
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        settled.add(new CompletionRequest("1000", attempt, new Prompt.Text(""), settings).seed());
      }
      assertThat(settled).hasSize(ATTEMPTS);
      assertThat(seeds).hasSize(SAMPLES);
      assertThat(seeds.values()).allMatch(settled::equals);
    }
  }

  @Test
  void reportAndCompareShowWhatWasAskedFor() throws Exception {
    Path first;
    Path second;
    try (FakeEndpoint server = FakeEndpoint.start(AttemptsCommandTest::answer)) {
      first = run(server, "first");
    }
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                FakeEndpoint.text(
                    call,
                    "The answer is (" + Suites.letter(Suites.item(call.question())) + ")."))) {
      second = run(server, "second");
    }
    Path out = folder.resolve("report");
    Commands.Result report =
        Commands.run("report", first.toString(), "--k", "1,3,5", "--out", out.toString());
    assertThat(report.status()).as(report.err()).isZero();
    JsonNode figures =
        JSON.readTree(out.resolve("summary.json").toFile()).at("/runs/0/attemptFigures");
    // Right: three of five attempts at four items, two of five at the other four.
    assertThat(value(figures, "avg@3")).isCloseTo(0.5, within(1e-9));
    assertThat(value(figures, "maj@5")).isCloseTo(0.5, within(1e-9));
    assertThat(value(figures, "cons@5")).isCloseTo(0.5, within(1e-9));
    // Three of five: 7 of the 10 subsets of three have two or three right ones; two of five: 3.
    assertThat(value(figures, "maj@3")).isCloseTo((0.7 + 0.3) / 2, within(1e-9));
    // None of three is right in no subset, and in 1 of 10 where two of five are.
    assertThat(value(figures, "pass@3")).isCloseTo((1 + 0.9) / 2, within(1e-9));
    assertThat(Files.readString(out.resolve("report.md"))).contains("| maj@3 |", "| cons@5 |");

    Commands.Result compared =
        Commands.run("compare", first.toString(), second.toString(), "--k", "3", "--json");
    assertThat(compared.status()).as(compared.err()).isZero();
    JsonNode rows = JSON.readTree(compared.out()).path("attemptFigures");
    assertThat(rows.findValuesAsText("figure"))
        .isEqualTo(List.of("pass@3", "avg@3", "maj@3", "cons@3"));
    assertThat(rows.get(2).path("difference").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(Commands.run("compare", first.toString(), second.toString()).out())
        .contains("Several attempts")
        .contains("maj@5");
    Commands.Result none = Commands.run("report", first.toString(), "--k", "0");
    assertThat(none.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(none.err()).contains("--k: k must be at least 1, found 0");
  }

  private static double value(JsonNode figures, String name) {
    for (JsonNode figure : figures) {
      if (figure.path("figure").asText().equals(name)) {
        return figure.path("value").asDouble();
      }
    }
    throw new AssertionError(name + " is not among " + figures);
  }
}
