package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gates whose candidate is a model that is asked while the gate runs.
final class LiveGateTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SAMPLES = 1_200;

  @TempDir private Path folder;
  private Path data;
  private Path good;
  private Path baseline;

  /// A baseline that is right for two of three items.
  @BeforeEach
  void recordABaseline() throws IOException {
    data = Suites.questions(folder, SAMPLES);
    good = recording("good", LiveGateTest::mostlyRight);
    baseline = folder.resolve("baseline");
    run(good, baseline);
  }

  private static String mostlyRight(int item) {
    return "The answer is (" + Suites.letter(item - (item % 3 == 0 ? 1 : 0)) + ").";
  }

  private Path recording(String name, IntFunction<String> answer) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int item = 0; item < SAMPLES; item++) {
      lines.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("question_id", 1000 + item)
              .put("output", answer.apply(item))
              .toString());
    }
    return Files.write(folder.resolve(name + ".jsonl"), lines);
  }

  private void run(Path recording, Path out) {
    Commands.Result result =
        Commands.run(Suites.line(data, "recorded:" + recording, out, "--quiet"));
    assertThat(result.status()).as(result.err()).isZero();
  }

  private Commands.Result regress(Path against, String candidate, String... more) {
    return Commands.run(arguments(against, candidate, more).toArray(String[]::new));
  }

  private static List<String> arguments(Path against, String candidate, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("regress", "--baseline", against.toString(), "--candidate", candidate));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static int records(Path run) throws IOException {
    try (Stream<String> lines = Files.lines(run.resolve("records.jsonl"))) {
      return Math.toIntExact(lines.count());
    }
  }

  @Test
  void aModelPassesAgainstItselfAndIsAskedOnlyUntilThatIsSure() throws IOException {
    Path out = folder.resolve("candidate");
    Commands.Result result =
        regress(baseline, "recorded:" + good, "--sequential", "--out", out.toString(), "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode found = JSON.readTree(result.out());
    assertThat(found.path("decision").asText()).isEqualTo("pass");
    int used = found.path("samplesUsed").asInt();
    assertThat(used).isLessThan(SAMPLES).isEqualTo(records(out));
    assertThat(found.path("samplesSaved").asInt()).isEqualTo(SAMPLES - used);
    assertThat(found.path("secondsSaved").asDouble()).isPositive();
    // The run is an ordinary one that says what it lacks.
    assertThat(RunDirectory.open(out).manifest().dataset().rows()).hasSize(SAMPLES);
    assertThat(RunDirectory.open(out).manifest().dataset().selection())
        .startsWith("up to 1200 rows of baseline baseline, in 10 parts");
    JsonNode report =
        JSON.readTree(Commands.run("report", out.toString(), "--json").out()).path("runs").get(0);
    assertThat(report.path("plannedAttempts").asInt()).isEqualTo(SAMPLES);
    assertThat(report.path("attempts").asInt()).isEqualTo(used);
  }

  @Test
  void aGateThatMayLookAtAnyTimeStopsAtTheFirstPartThatIsEnough() throws IOException {
    Path out = folder.resolve("anytime");
    Commands.Result result =
        regress(
            baseline,
            "recorded:" + good,
            "--sequential",
            "anytime",
            "--margin",
            "0.03",
            "--out",
            out.toString(),
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode found = JSON.readTree(result.out());
    assertThat(found.path("decision").asText()).isEqualTo("pass");
    int used = found.path("samplesUsed").asInt();
    // Without a discordant pair the evidence needs some hundred samples; parts are 24 of 1,200.
    assertThat(used).isBetween(24, 300).isEqualTo(records(out));
    assertThat(used % 24).isZero();
    assertThat(found.path("anytimeP").asDouble()).isEqualTo(1);
    assertThat(found.path("lowerBound").asDouble()).isGreaterThanOrEqualTo(-0.03);
    Commands.Result unknown = regress(baseline, "recorded:" + good, "--sequential", "often");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("--sequential: write planned or anytime, found \"often\"");
  }

  @Test
  void stoppingEarlyDecidesAsTheFinishedRunsDo() throws IOException {
    Path slightly = recording("slightly", item -> item % 11 == 0 ? "" : mostlyRight(item));
    Path whole = folder.resolve("whole");
    run(slightly, whole);
    String[] flags = {"--sequential", "--margin", "0.02", "--seed", "7", "--json"};
    JsonNode finished = JSON.readTree(regress(baseline, whole.toString(), flags).out());
    JsonNode live =
        JSON.readTree(
            regress(
                    baseline,
                    "recorded:" + slightly,
                    Stream.concat(
                            Stream.of(flags), Stream.of("--out", folder.resolve("live").toString()))
                        .toArray(String[]::new))
                .out());
    for (String field : List.of("decision", "samplesUsed", "samplesSaved", "look")) {
      assertThat(live.path(field)).as(field).isEqualTo(finished.path(field));
    }
    for (String field : List.of("difference", "lowerBound")) {
      assertThat(live.path(field).asDouble())
          .as(field)
          .isCloseTo(finished.path(field).asDouble(), within(1e-9));
    }
    assertThat(live.path("comparison").path("n")).isEqualTo(live.path("samplesUsed"));
  }

  @Test
  void aBrokenModelFailsAfterTheFirstLookAndTheFilesSayWhy() throws IOException {
    Path broken = recording("broken", item -> "");
    Path junit = folder.resolve("gate.xml");
    Path markdown = folder.resolve("gate.md");
    Path out = folder.resolve("candidate");
    Commands.Result result =
        regress(
            baseline,
            "recorded:" + broken,
            "--sequential",
            "--looks",
            "20",
            "--out",
            out.toString(),
            "--junit",
            junit.toString(),
            "--markdown",
            markdown.toString());
    assertThat(result.status()).as(result.err()).isEqualTo(1);
    assertThat(records(out)).isEqualTo(SAMPLES / 20);
    String saved = "decided at look 1, " + (SAMPLES - SAMPLES / 20) + " samples and about ";
    assertThat(result.out()).contains("FAIL  score: regression: ").contains(saved);
    assertThat(junit).content().contains("failures=\"1\"").contains(saved);
    assertThat(markdown).content().contains("Gate not passed").contains(saved);
  }

  @Test
  void aCommittedBaselineIsEnoughTogetherWithTheData() throws IOException {
    Path file = folder.resolve("baseline.jsonl");
    Commands.run("regress", "--baseline", baseline.toString(), "--write-baseline", file.toString());
    Path elsewhere = Files.move(data, folder.resolve("moved.jsonl"));
    Path out = folder.resolve("candidate");
    String[] flags = {"--sequential", "--out", out.toString(), "--json"};
    Commands.Result missing = regress(file, "recorded:" + good, flags);
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err())
        .contains("--data is missing: the baseline was made over questions.jsonl");
    Commands.Result result =
        regress(
            file,
            "recorded:" + good,
            Stream.concat(Stream.of(flags), Stream.of("--data", elsewhere.toString()))
                .toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode ofFile = JSON.readTree(result.out());
    JsonNode ofRun =
        JSON.readTree(
            regress(
                    baseline,
                    "recorded:" + good,
                    "--sequential",
                    "--data",
                    elsewhere.toString(),
                    "--out",
                    folder.resolve("again").toString(),
                    "--json")
                .out());
    for (String field : List.of("decision", "samplesUsed", "difference", "lowerBound")) {
      assertThat(ofFile.path(field)).as(field).isEqualTo(ofRun.path(field));
    }
  }

  @Test
  void anotherRevisionOfTheDataIsRefusedBeforeAnythingIsAsked() throws IOException {
    String text = Files.readString(data);
    Files.writeString(data, text.replace("item 7?", "item seven?"));
    Commands.Result changed =
        regress(baseline, "recorded:" + good, "--out", folder.resolve("x").toString());
    assertThat(changed.status()).isEqualTo(3);
    assertThat(changed.err())
        .contains("1 of the baseline's 1200 rows have other content now, such as 1007");
    Files.writeString(data, text.replaceFirst("(?s)^[^\n]*\n", ""));
    Commands.Result shorter =
        regress(baseline, "recorded:" + good, "--out", folder.resolve("x").toString());
    assertThat(shorter.status()).isEqualTo(3);
    assertThat(shorter.err()).contains("has not all rows of the baseline").contains("1000");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aLostSampleEndsTheGateBeforeItLooks() throws IOException {
    Path ids = Files.writeString(folder.resolve("ids.txt"), "1001\n1002 # may not be lost\n");
    Path forgetful = recording("forgetful", item -> item == 2 ? "" : mostlyRight(item));
    Path out = folder.resolve("candidate");
    Commands.Result result =
        regress(
            baseline,
            "recorded:" + forgetful,
            "--sequential",
            "--must-solve",
            ids.toString(),
            "--out",
            out.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .contains("FAIL  must stay solved: no longer solved: 1002")
        .contains("not looked at, because a sample that must be solved is not; 1198 samples");
    assertThat(records(out)).isEqualTo(2);
    Files.writeString(ids, "77");
    assertThat(regress(baseline, "recorded:" + good, "--must-solve", ids.toString()).err())
        .contains("--must-solve: not in the baseline: 77");
  }

  @Test
  void aDropInLengthIsARegressionToo() throws IOException {
    Path padded = folder.resolve("padded");
    run(
        recording("padded", item -> "Let me think about it. ".repeat(9) + mostlyRight(item)),
        padded);
    String[] flags = {"--sequential", "--margin", "0.05", "--length-band", "0.8,1.25"};
    Commands.Result result =
        regress(
            padded,
            "recorded:" + good,
            Stream.concat(Stream.of(flags), Stream.of("--out", folder.resolve("x").toString()))
                .toArray(String[]::new));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("pass  score: ").contains("FAIL  answer length: ");
  }

  @Test
  void aKilledGateGoesOnAndEndsLikeAnUndisturbedOne() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(LiveGateTest::slowly)) {
      Path killed = folder.resolve("killed");
      List<String> flags =
          List.of(
              "--sequential", "--margin", "0.03", "--concurrency", "4", "--out", killed.toString());
      List<String> command =
          arguments(baseline, server.modelArgument(), flags.toArray(String[]::new));
      command.addAll(List.of("--resume", "--json"));
      Path log = folder.resolve("killed.log");
      Process first = Programs.start(log, command);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (server.calls().size() < 150 && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      first.destroyForcibly().waitFor();
      int before = server.calls().size();
      assertThat(before).as("calls before the kill").isBetween(150, SAMPLES / 2);
      assertThat(Programs.start(log, command).waitFor()).as(Files.readString(log)).isZero();
      // Only what was under way is asked twice: being asked, and waiting to be judged or judged.
      int used = records(killed);
      int judges = Runtime.getRuntime().availableProcessors();
      assertThat(server.calls().size()).isBetween(used, used + 4 + 17 * judges);
      int calls = server.calls().size();
      // A gate that has decided asks nothing again, and decides the same.
      Commands.Result again = Commands.run(command.toArray(String[]::new));
      assertThat(again.status()).isZero();
      assertThat(server.calls().size()).isEqualTo(calls);
      JsonNode found = JSON.readTree(again.out());
      assertThat(found.path("samplesUsed").asInt()).isEqualTo(used);
      assertThat(found.path("secondsSaved").isNull()).isTrue();
    }
  }

  private static Answer slowly(Call call) {
    String text = mostlyRight(Suites.item(call.question()));
    return new FakeEndpoint.Slow(10, FakeEndpoint.body(call, text, "stop", "tiny"));
  }

  @Test
  void aModelThatCannotBeAskedIsNoRegression() throws IOException {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new FakeEndpoint.Reply(404, Map.of(), "no such model"))) {
      Commands.Result result =
          regress(
              baseline, server.modelArgument(), "--out", folder.resolve("candidate").toString());
      assertThat(result.status()).as(result.err()).isEqualTo(5);
    }
    assertThat(regress(baseline, folder.resolve("nowhere").toString()).err())
        .contains("neither a run's folder (manifest.json) nor a model");
  }

  @Test
  void theBundledModelPassesAgainstItselfAndFailsAgainstOneThatKnows() throws Exception {
    DemoFiles files = DemoFiles.extract(folder.resolve("demo"));
    DemoFiles.Suite suite = files.suites().getFirst();
    Path described =
        Files.writeString(
            suite.data().resolveSibling("short.json"),
            """
            {"name": "short-answers", "prompt": "{question}\\n{options}\\nAnswer:", "raw": true,
             "id": "question_id", "target": "answer", "choices": "options", "maxTokens": 8,
             "scorer": "choice/official", "data": "%s"}
            """
                .formatted(suite.data().getFileName()));
    Path own = folder.resolve("own");
    Path knowing = folder.resolve("knowing");
    for (Map.Entry<Path, String> run :
        Map.of(own, files.model().toString(), knowing, "recorded:" + suite.recording())
            .entrySet()) {
      List<String> command =
          List.of(
              "run",
              "--suite",
              described.toString(),
              "--model",
              run.getValue(),
              "--out",
              run.getKey().toString());
      Path log = folder.resolve("run.log");
      assertThat(Programs.start(log, command).waitFor()).as(Files.readString(log)).isZero();
    }
    assertThat(gate(own, files.model(), "same")).isZero();
    assertThat(gate(knowing, files.model(), "worse")).isEqualTo(1);
    assertThat(records(folder.resolve("worse"))).isLessThan(40);
  }

  private int gate(Path against, Path model, String name) throws Exception {
    return Programs.start(
            folder.resolve(name + ".log"),
            arguments(
                against,
                model.toString(),
                "--sequential",
                "--margin",
                "0.1",
                "--out",
                folder.resolve(name).toString()))
        .waitFor();
  }
}
