package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.catalog.Catalog;
import assay.harness.endpoint.FakeEndpoint;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.published.PublishedScores;
import assay.results.store.RunDirectory;
import assay.tasks.benchmarks.Benchmarks;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One class is a whole benchmark: every command takes its facts from there. Here that class is
/// [PermutedChoice].
final class NewBenchmarkTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int QUESTIONS = 12;
  private static final Catalog CATALOG =
      Commands.catalog(new Benchmarks(List.of(new PermutedChoice())), registry());

  @TempDir private Path folder;
  private Path data;
  private FakeEndpoint server;

  private static PublishedScores registry() {
    return PublishedScores.read(
        new StringReader(
            """
            model,kind,suite,value,n,shots,prompt,sampling,window,extractor,date,source,note,aggregate,checked
            Some-1B,instruct,permuted,50.0,12,2,worked,greedy,,last letter,2026-01-01,S,,,yes
            Some-1B,instruct,permuted,40.0,12,,plain,greedy,,,2026-01-01,S,,,yes
            """),
        new StringReader(
            """
            key,title,location,secondary,copy
            S,A paper,https://example.org,false,
            """));
  }

  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("id,question,a,b,c,d,topic"));
    for (int i = 0; i < QUESTIONS; i++) {
      lines.add("q%d,What is %d + 1?,%d,wrong,no,never,%s".formatted(i, i, i + 1, topic(i)));
    }
    data = Files.write(folder.resolve("questions.csv"), lines);
    server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String topic(int question) {
    return question % 2 == 0 ? "even" : "odd";
  }

  private static Commands.Result assay(String... args) {
    Commands.Result result = Commands.run(CATALOG, args);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private Path run(String protocol, String name, String... more) {
    Path out = folder.resolve(name);
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--suite",
                PermutedChoice.SUITE,
                "--data",
                data.toString(),
                "--protocol",
                protocol,
                "--model",
                server.modelArgument(),
                "--out",
                out.toString()));
    args.addAll(List.of(more));
    assay(args.toArray(String[]::new));
    return out;
  }

  private static List<SampleRecord> records(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.toList();
    }
  }

  @Test
  void isListedWithItsProtocols() {
    assertThat(assay("list", "--suites").out())
        .contains(PermutedChoice.SUITE, "drawn order")
        .contains("--protocol " + PermutedChoice.ZERO_SHOT, "--protocol " + PermutedChoice.TWO_SHOT)
        .doesNotContain("mmlu-pro");
  }

  @Test
  void recordsHoldTheDrawnOrderAndTheManifestItsFacts() throws IOException {
    Path run = run(PermutedChoice.TWO_SHOT, "run");
    List<SampleRecord> records = records(run);
    assertThat(records).hasSize(QUESTIONS);
    assertThat(records.stream().map(record -> record.sample().target()).distinct())
        .hasSizeGreaterThan(1);
    for (SampleRecord record : records) {
      List<String> options = ((Sample.Choices) record.sample().extras()).options();
      int right = record.sample().target().charAt(0) - 'A';
      int number = Integer.parseInt(record.sample().id().substring(1));
      assertThat(options.get(right)).isEqualTo(String.valueOf(number + 1));
      assertThat(record.primaryScore().correct()).isEqualTo(right == 0);
    }
    JsonNode manifest = JSON.readTree(run.resolve("manifest.json").toFile());
    assertThat(manifest.path("format").asInt()).isEqualTo(2);
    assertThat(manifest.at("/protocol/facts/shots").asInt()).isEqualTo(2);
    assertThat(manifest.at("/protocol/facts/prompt").asText()).isEqualTo("worked");
    assertThat(manifest.at("/dataset/facts/hub/repository").asText()).isEqualTo("org/permuted");
    assertThat(manifest.at("/dataset/facts/dated").asBoolean(true)).isFalse();
    assertThat(manifest.at("/dataset/facts/choices/most").asInt()).isEqualTo(4);
    assertThat(manifest.at("/dataset/facts/names/tasks/0").asText()).isEqualTo("permuted");
    assertThat(manifest.at("/dataset/facts/names/published/0").asText()).isEqualTo("permuted");
    assertThat(manifest.at("/dataset/facts/names/extractors/0/scorer").asText())
        .isEqualTo("choice/last-match");
    assertThat(manifest.at("/protocol/facts/comparable/unstatedShots")).isEmpty();
  }

  /// A version before this one wrote the same format without them.
  @Test
  void whatAnEarlierManifestDoesNotSayIsFilledIn() throws IOException {
    Path run = run(PermutedChoice.TWO_SHOT, "run");
    RunManifest written = CATALOG.open(run).manifest();
    Path file = run.resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    ((ObjectNode) manifest.at("/dataset/facts")).remove(List.of("names", "choices"));
    ((ObjectNode) manifest.at("/protocol/facts")).remove("comparable");
    Files.writeString(file, manifest.toPrettyString());
    assertThat(RunDirectory.open(run).manifest()).isNotEqualTo(written);
    assertThat(CATALOG.open(run).manifest()).isEqualTo(written);
    run(PermutedChoice.TWO_SHOT, "run", "--resume");
  }

  @Test
  void aStoppedRunIsContinued() throws IOException {
    Path run = run(PermutedChoice.ZERO_SHOT, "run");
    Path file = run.resolve("records.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 5));
    int before = server.calls().size();
    run(PermutedChoice.ZERO_SHOT, "run", "--resume");
    assertThat(server.calls()).hasSize(before + QUESTIONS - 5);
    assertThat(records(run)).hasSize(QUESTIONS);
  }

  @Test
  void theReportFollowsItsConvention() throws IOException {
    Path run = run(PermutedChoice.ZERO_SHOT, "run");
    assay("report", run.toString());
    assertThat(Files.readString(run.resolve("report/report.md")))
        .contains("failed calls leave, no answer is a guess");
    Path strict = run(PermutedChoice.TWO_SHOT, "strict");
    assay("report", strict.toString());
    assertThat(Files.readString(strict.resolve("report/report.md")))
        .contains("every attempt counts, not measured: wrong")
        .doesNotContain("a guess");
  }

  @Test
  void twoRunsAreCompared() {
    Path plain = run(PermutedChoice.ZERO_SHOT, "plain");
    Path worked = run(PermutedChoice.TWO_SHOT, "worked");
    assertThat(assay("compare", plain.toString(), worked.toString()).out())
        .contains("difference", "plain", "worked");
  }

  @Test
  void bothExportsStateWhatTheBenchmarkSays() throws IOException {
    Path run = run(PermutedChoice.TWO_SHOT, "run");
    JsonNode lmEval = JSON.readTree(assay("export", "--format", "lm-eval", run.toString()).out());
    assertThat(lmEval.at("/n-shot/" + PermutedChoice.SUITE).asInt()).isEqualTo(2);
    assertThat(lmEval.at("/group_subtasks/" + PermutedChoice.SUITE)).hasSize(2);
    assertThat(lmEval.at("/configs/" + PermutedChoice.SUITE + "/metadata/known_as/0").asText())
        .isEqualTo("permuted");
    assertThat(assay("export", "--format", "model-index", run.toString()).out())
        .contains("\"org/permuted\"", "config: \"hard\"", "split: \"validation\"");
  }

  @Test
  void anLmEvalLogOfItPairsWithItsRuns() throws IOException {
    Path own = run(PermutedChoice.ZERO_SHOT, "own");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      lines.add(
          """
          {"doc_id": %1$d, "doc": {"id": "q%1$d", "question": "What is %1$d + 1?", "a": "%2$d", \
          "b": "wrong", "c": "no", "d": "never", "topic": "%3$s"}, "target": "x", \
          "arguments": [["prompt", {}]], "resps": [["The answer is (B)."]], \
          "filtered_resps": ["B"], "filter": "strict", "acc": 0}\
          """
              .formatted(i, i + 1, topic(i)));
    }
    Path log =
        Files.write(folder.resolve("samples_permuted_2026-01-01T00-00-00.000000.jsonl"), lines);
    Path theirs = folder.resolve("theirs");
    assay(
        "import",
        "--format",
        "lm-eval",
        log.toString(),
        "--out",
        theirs.toString(),
        "--scorer",
        "choice/official");
    assertThat(RunDirectory.open(theirs).manifest().dataset().suite())
        .isEqualTo(PermutedChoice.SUITE);
    assertThat(records(theirs).stream().map(record -> record.sample().digest()).sorted())
        .containsExactlyElementsOf(
            records(own).stream().map(record -> record.sample().digest()).sorted().toList());
    assay("compare", own.toString(), theirs.toString());
    // Shots of a log that does not say them are not stated as a number.
    JsonNode exported =
        JSON.readTree(assay("export", "--format", "lm-eval", theirs.toString()).out());
    assertThat(exported.path("n-shot").isEmpty()).isTrue();
  }

  @Test
  void anInspectLogOfItPairsWithItsData() throws IOException {
    Path own = run(PermutedChoice.ZERO_SHOT, "own");
    var log = JSON.createObjectNode().put("version", 2).put("status", "success");
    log.putObject("eval").put("task", "org/permuted").put("model", "some/model");
    var samples = log.putArray("samples");
    for (SampleRecord record : records(own)) {
      var sample = samples.addObject().put("id", record.sample().id()).put("epoch", 1);
      sample.put("input", record.sample().input()).put("target", record.sample().target());
      ((Sample.Choices) record.sample().extras())
          .options()
          .forEach(sample.withArray("choices")::add);
      var choice = sample.putObject("output").putArray("choices").addObject();
      choice.put("stop_reason", "stop").putObject("message").put("content", "The answer is (A).");
      sample.putObject("scores").putObject("choice").put("value", "C").put("answer", "A");
    }
    Path file = Files.writeString(folder.resolve("log.json"), log.toString());
    Path theirs = folder.resolve("theirs");
    assay(
        "import",
        "--format",
        "inspect",
        file.toString(),
        "--data",
        data.toString(),
        "--out",
        theirs.toString(),
        "--scorer",
        "choice/official");
    assertThat(RunDirectory.open(theirs).manifest().dataset().suite())
        .isEqualTo(PermutedChoice.SUITE);
    assertThat(records(theirs))
        .allSatisfy(
            record ->
                assertThat(records(own))
                    .anySatisfy(mine -> assertThat(mine.sample()).isEqualTo(record.sample())));
  }

  @Test
  void aPublishedFigureIsReproducedByItsProtocol() throws IOException {
    Path out = folder.resolve("reproduced");
    Commands.Result result =
        assay(
            "reproduce",
            "some-1b/permuted",
            "--data",
            data.toString(),
            "--model",
            server.modelArgument(),
            "--out",
            out.toString(),
            "--json");
    assertThat(RunDirectory.open(out).manifest().protocol().name())
        .isEqualTo(PermutedChoice.TWO_SHOT);
    JsonNode figures = JSON.readTree(result.out()).path("figures");
    assertThat(RunDirectory.open(out).manifest().scorers())
        .containsExactly("choice/official", "choice/last-match");
    assertThat(words(figures.get(0)))
        .contains("suite same permuted-choice", "shots same 2", "prompt same worked")
        .contains("extractor same last letter")
        .noneMatch(words -> words.startsWith("protocol"));
    assertThat(figures.get(0).path("scorer").asText()).isEqualTo("choice/last-match");
    // A figure without shots means the protocol without them.
    assertThat(words(figures.get(1)))
        .contains("protocol differs " + PermutedChoice.TWO_SHOT, "shots not stated 2");
  }

  private static List<String> words(JsonNode figure) {
    return figure
        .path("fields")
        .valueStream()
        .map(
            field ->
                String.join(
                    " ",
                    field.path("name").asText(),
                    field.path("agreement").asText(),
                    field.path("used").asText()))
        .toList();
  }

  @Test
  void aCheckpointIsHeldAgainstABaseline() {
    Path baseline = run(PermutedChoice.ZERO_SHOT, "baseline");
    Commands.Result result =
        assay(
            "regress",
            "--baseline",
            baseline.toString(),
            "--candidate",
            server.modelArgument(),
            "--margin",
            "0.5",
            "--out",
            folder.resolve("candidate").toString());
    assertThat(result.out()).contains("no regression", "12 of 12 samples");
  }
}
