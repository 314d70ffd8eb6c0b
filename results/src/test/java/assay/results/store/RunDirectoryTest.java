package assay.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.AttemptPicks;
import assay.results.Billing;
import assay.results.CallFacts;
import assay.results.CallLimits;
import assay.results.Cause;
import assay.results.Circumstances;
import assay.results.Comparability;
import assay.results.Completion;
import assay.results.Convention;
import assay.results.Cost;
import assay.results.DataPlaces;
import assay.results.Draw;
import assay.results.Effort;
import assay.results.ExpertPicks;
import assay.results.Failure;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.GenerationSettings;
import assay.results.Host;
import assay.results.Machine;
import assay.results.Message;
import assay.results.ModelFacts;
import assay.results.OptionRule;
import assay.results.Origin;
import assay.results.Outcome;
import assay.results.Padding;
import assay.results.PlanCoordinates;
import assay.results.Price;
import assay.results.Prompt;
import assay.results.ProtocolFacts;
import assay.results.Reasoning;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.SelectedRows;
import assay.results.Software;
import assay.results.StopReason;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.Tariff;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.results.Work;
import assay.results.published.CacheShape;
import assay.results.published.PublishedScore.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private static final Billing BILLING =
      new Billing(
          List.of(
              new Tariff(
                  "tiny-*",
                  new Price(
                      new BigDecimal("0.15"),
                      new BigDecimal("0.075"),
                      new BigDecimal("0.60"),
                      new BigDecimal("1.2"),
                      "EUR"),
                  "https://example.com/pricing",
                  Optional.of(LocalDate.of(2026, 11, 1))),
              new Tariff(
                  "tiny-7b",
                  new Price(
                      BigDecimal.ZERO,
                      BigDecimal.ZERO,
                      new BigDecimal("2"),
                      new BigDecimal("2"),
                      "EUR"),
                  "prices.yaml",
                  Optional.empty())),
          Optional.of(new BigDecimal("5.00")),
          new BigDecimal("0.0123"));

  @TempDir private Path folder;

  @Test
  void readsBackEveryKindOfRecord() throws IOException {
    List<SampleRecord> records = everyKind();
    RunDirectory run = run();
    write(run, records);
    assertThat(read(run)).isEqualTo(records);
  }

  @Test
  void skimmedRecordsLackTheirLongestTextsAndNothingElse() throws IOException {
    List<SampleRecord> records = everyKind();
    RunDirectory run = run();
    write(run, records);
    List<SampleRecord> expected =
        records.stream()
            .map(
                each -> {
                  Sample sample = each.sample();
                  return new SampleRecord(
                      each.index(),
                      each.attempt(),
                      new Sample(
                          sample.id(),
                          sample.digest(),
                          "",
                          sample.target(),
                          sample.facets(),
                          sample.extras()),
                      new Prompt.Unrecorded(),
                      each.outcome(),
                      each.scores());
                })
            .toList();
    try (Stream<SampleRecord> skimmed = run.skim()) {
      assertThat(skimmed.toList()).isEqualTo(expected);
    }
  }

  @Test
  void repeatedAttemptsTellAllTheirRecordsAndWhereTheyStand() throws IOException {
    RunDirectory run = run();
    List<SampleRecord> once = List.of(record(0, "a"), record(1, "b"));
    write(run, once);
    try (Stream<PlacedRecord> repeated = run.repeated()) {
      assertThat(repeated.toList()).isEmpty();
    }
    long end = Files.size(run.recordFile());
    write(run, List.of(record(1, "c"), record(2, "d")));
    try (Stream<PlacedRecord> repeated = run.repeated()) {
      List<PlacedRecord> both = repeated.toList();
      assertThat(both)
          .extracting(each -> ((Completion) each.record().outcome()).text())
          .containsExactly("b", "c");
      assertThat(both.getFirst().start()).isPositive().isLessThan(end);
      assertThat(both.getLast().start()).isEqualTo(end);
    }
  }

  @Test
  void readsBackTheManifest() throws IOException {
    RunDirectory run = run();
    assertThat(RunDirectory.open(run.path()).manifest()).isEqualTo(manifest());
  }

  @Test
  void theLastExpertsOfAnAttemptCountAndATornLineDoesNot() throws IOException {
    RunDirectory run = run();
    assertThat(experts(run)).isEmpty();
    AttemptPicks first = picks("a", 0, 1);
    AttemptPicks again = picks("a", 0, 2);
    AttemptPicks other = picks("b", 1, 3);
    append(run, first, other);
    append(run, again);
    assertThat(experts(run)).containsExactly(other, again);
    Path file = run.path().resolve("experts.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));
    assertThat(experts(run)).containsExactly(first, other);
    append(run, picks("c", 0, 4));
    assertThat(experts(run)).containsExactly(first, other, picks("c", 0, 4));
    byte[] damaged = Files.readAllBytes(file);
    damaged[40] ^= 1;
    Files.write(file, damaged);
    assertThatThrownBy(() -> experts(run)).isInstanceOf(MalformedRecordException.class);
  }

  private static AttemptPicks picks(String sample, int attempt, int count) {
    int[][] prompt = {{}, {count, 5}};
    int[][] generated = {{}, {0, count}};
    return new AttemptPicks(
        new SampleRecord.AttemptKey(sample, attempt), new ExpertPicks(prompt, generated));
  }

  private static void append(RunDirectory run, AttemptPicks... picks) throws IOException {
    try (PicksWriter writer = run.expertsWriter()) {
      for (AttemptPicks each : picks) {
        writer.append(each);
      }
    }
  }

  private static List<AttemptPicks> experts(RunDirectory run) {
    try (Stream<AttemptPicks> all = run.experts()) {
      return all.toList();
    }
  }

  @Test
  void keepsTextThatUtf8CannotHold() throws IOException {
    RunDirectory run = run();
    String text = "lone \ud800 surrogate, pair \ud83d\ude00, nul \u0000, line\u2028separator";
    write(run, List.of(record(0, text)));
    assertThat(((Completion) read(run).getFirst().outcome()).text()).isEqualTo(text);
  }

  @Test
  void refusesToCreateOverAnExistingRun() throws IOException {
    RunDirectory run = run();
    assertThatThrownBy(() -> RunDirectory.create(run.path(), manifest()))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
  }

  @Test
  void aSecondWriterIsRefused() throws IOException {
    RunDirectory run = run();
    try (RecordWriter first = run.writer(SyncPolicy.DEFAULT)) {
      first.append(record(0, "a"));
      assertThatThrownBy(() -> run.writer(SyncPolicy.DEFAULT))
          .isInstanceOf(RunLockedException.class)
          .hasMessage(
              run.path().toAbsolutePath()
                  + ": another writer holds this run."
                  + " Wait until it ends, or give this run a folder of its own with --out");
    }
    run.writer(SyncPolicy.DEFAULT).close();
  }

  @Test
  void theLockOutlivesAReaderOfTheSameProgram() throws IOException {
    RunDirectory run = run();
    assumeTrue(run.writerPresence() != WriterPresence.UNKNOWN, "this system lists no locks");
    try (RecordWriter first = run.writer(SyncPolicy.DEFAULT)) {
      first.append(record(0, "a"));
      try (Stream<SampleRecord> records = run.records()) {
        assertThat(records).hasSize(1);
      }
      assertThat(run.writerPresence()).isEqualTo(WriterPresence.PRESENT);
    }
  }

  @Test
  void cutAtEveryByteOfTheLastLineContinuesWithoutLosingAGoodOne() throws IOException {
    RunDirectory run = run();
    write(run, List.of(record(0, "first"), record(1, "second")));
    byte[] whole = Files.readAllBytes(run.recordFile());
    int secondStart = indexOfNewline(whole) + 1;
    for (int length = secondStart; length <= whole.length; length++) {
      Files.write(run.recordFile(), Arrays.copyOf(whole, length));
      boolean secondIsWhole = length >= whole.length - 1;
      assertThat(read(run)).as("before, length %d", length).hasSize(secondIsWhole ? 2 : 1);
      write(run, List.of(record(2, "third")));
      assertThat(read(run).stream().map(SampleRecord::index))
          .as("length %d", length)
          .isEqualTo(secondIsWhole ? List.of(0, 1, 2) : List.of(0, 2));
    }
  }

  @Test
  void nulBytesAtTheEndAreCut() throws IOException {
    RunDirectory run = run();
    write(run, List.of(record(0, "first")));
    Files.write(run.recordFile(), new byte[100], StandardOpenOption.APPEND);
    write(run, List.of(record(1, "second")));
    assertThat(read(run)).hasSize(2);
  }

  @Test
  void anyFlippedByteInTheMiddleIsAnErrorThatNamesFileAndLine() throws IOException {
    RunDirectory run = run();
    write(run, List.of(record(0, "first"), record(1, "second"), record(2, "third")));
    byte[] whole = Files.readAllBytes(run.recordFile());
    int start = indexOfNewline(whole) + 1;
    for (int at = start; at < start + 200; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(run.recordFile(), damaged);
      assertThatThrownBy(() -> read(run))
          .as("byte %d", at)
          .isInstanceOf(MalformedRecordException.class)
          .hasMessageStartingWith(run.recordFile() + ":2: the record is damaged: ")
          .hasMessageEndingWith(
              ". Restore the file from a copy, or delete this line and continue with --resume");
      assertThatThrownBy(() -> run.writer(SyncPolicy.DEFAULT))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void theLastRecordOfARepeatedAttemptCounts() throws IOException {
    RunDirectory run = run();
    write(run, List.of(record(0, "old"), record(1, "kept"), record(0, "new")));
    assertThat(read(run).stream().map(r -> ((Completion) r.outcome()).text()))
        .containsExactly("kept", "new");
  }

  @Test
  void saysThatAFolderIsNoRun() {
    assertThatThrownBy(() -> RunDirectory.open(folder.resolve("nothing")))
        .hasMessage(
            folder.resolve("nothing").resolve("manifest.json")
                + ": not found, so this is no run directory. `assay list` shows the runs");
  }

  @Test
  void aManifestOfAnotherFormatIsRefused() throws IOException {
    RunDirectory run = run();
    Path file = run.path().resolve("manifest.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 2", "\"format\" : 99"));
    assertThatThrownBy(() -> RunDirectory.open(run.path()))
        .hasMessage(file + ": the run has format 99, this program reads formats 1 and 2");
  }

  private RunDirectory run() throws IOException {
    return RunDirectory.create(folder.resolve("run"), manifest());
  }

  private static void write(RunDirectory run, List<SampleRecord> records) throws IOException {
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      records.forEach(writer::append);
    }
  }

  private static List<SampleRecord> read(RunDirectory run) {
    try (Stream<SampleRecord> records = run.records()) {
      return records.toList();
    }
  }

  private static int indexOfNewline(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n');
  }

  private static SampleRecord record(int index, String completion) {
    Sample sample =
        new Sample("s" + index, "d", "question", "A", Map.of("category", "x"), new Sample.Plain());
    return new SampleRecord(
        index,
        0,
        sample,
        Prompt.user("question"),
        Completion.recorded(completion),
        Map.of("exact", new Score.NoAnswer("")));
  }

  private static List<SampleRecord> everyKind() {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("z-first", new Score.Correct("A", "rule"));
    scores.put("a-second", new Score.Wrong("B", "rule", "detail"));
    scores.put("placed", new Score.Correct("A", "rule").at(new Reasoning.Span(1, 2)));
    scores.put("placed-too", new Score.Wrong("B", "rule", "").at(new Reasoning.Span(0, 4)));
    scores.put(
        "in-part",
        new Score.Wrong("B", "rule", "", Optional.empty(), Optional.of(new Score.Part(3, 4))));
    scores.put("none", new Score.NoAnswer("no letter"));
    scores.put("lost", new Score.NotMeasured(Cause.SANDBOX_FAULT, "no sandbox"));
    Sample choice =
        new Sample("1", "d1", "q", "A", Map.of(), new Sample.Choices(List.of("x", "ÿ", "\"")));
    TestSet tests = new TestSet(2, "digest", List.of());
    Sample program =
        new Sample(
            "2",
            "d2",
            "q",
            "",
            Map.of("difficulty", "easy"),
            new Sample.Programming("class Solution:", Optional.of("solve"), tests));
    Completion full =
        new Completion(
            "text",
            OptionalInt.of(3),
            OptionalInt.of(4),
            StopReason.TOKEN_LIMIT,
            Duration.ofNanos(1_234_567));
    Completion thinking =
        new Completion(
            "hm, A</think>A",
            OptionalInt.empty(),
            OptionalInt.empty(),
            StopReason.STOP_TOKEN,
            new Reasoning(List.of(new Reasoning.Span(0, 14)), false),
            Duration.ZERO);
    Outcome failure = new Failure(Cause.TIMEOUT, "no reply within 60 s");
    Prompt chat = new Prompt.Chat(List.of(new Message("system", "s"), new Message("user", "u")));
    return List.of(
        new SampleRecord(0, 0, choice, chat, full, scores),
        new SampleRecord(1, 0, program, new Prompt.Text("raw"), failure, scores),
        new SampleRecord(1, 1, program, new Prompt.Unrecorded(), full, scores),
        new SampleRecord(1, 2, program, new Prompt.Unrecorded(), thinking, scores),
        new SampleRecord(
            0, 1, choice, chat, full.withEffort(effort(OptionalDouble.empty())), scores),
        new SampleRecord(
            0, 2, choice, chat, full.withEffort(effort(OptionalDouble.of(1.5))), scores));
  }

  private static Effort effort(OptionalDouble joules) {
    return new Effort(3, Duration.ofMillis(7), 1, Duration.ofNanos(11), joules);
  }

  @Test
  void theManifestTellsWhatAllAnswersCost() throws IOException {
    RunDirectory run = run();
    SampleRecord paid = everyKind().getFirst();
    Completion answer = (Completion) paid.outcome();
    CallFacts call = CallFacts.UNKNOWN.costing(new Cost(new BigDecimal("0.30"), "EUR"));
    CallFacts foreign = CallFacts.UNKNOWN.costing(new Cost(new BigDecimal("7"), "USD"));
    write(
        run,
        List.of(
            with(paid, 0, answer.withCall(call)),
            with(paid, 0, answer.withCall(call)),
            with(paid, 1, answer.withCall(call.fromCache())),
            with(paid, 2, answer.withCall(foreign)),
            with(paid, 3, new Failure(Cause.TIMEOUT, "late"))));
    run.settle();
    RunManifest settled = RunDirectory.open(run.path()).manifest();
    // The attempt that was repeated was paid twice, and the kept answer not at all.
    assertThat(settled.circumstances().billing()).contains(BILLING.spending(new BigDecimal("0.6")));
    assertThat(settled.in(manifest().circumstances())).isEqualTo(manifest());
  }

  @Test
  void theManifestTellsHowLongAllPartsTook() throws IOException {
    RunDirectory run = run();
    run.settle(new Work(Duration.ofMillis(500), 12));
    RunManifest settled = RunDirectory.open(run.path()).manifest();
    assertThat(settled.circumstances().work()).contains(new Work(Duration.ofSeconds(2), 42));
    assertThat(settled.circumstances().work().orElseThrow().tokensPerSecond()).hasValue(21);
    assertThat(settled.in(manifest().circumstances())).isEqualTo(manifest());
  }

  private static SampleRecord with(SampleRecord of, int attempt, Outcome outcome) {
    return new SampleRecord(0, attempt, of.sample(), of.prompt(), outcome, of.scores());
  }

  @Test
  void testsOfAProblemStayOutOfTheRecord() throws IOException {
    TestSet tests = TestSet.of(List.of(new TestCase(TestCase.Kind.STDIN, "1", "2")));
    Sample sample =
        new Sample(
            "p", "d", "q", "", Map.of(), new Sample.Programming("", Optional.empty(), tests));
    RunDirectory run = run();
    write(
        run,
        List.of(
            new SampleRecord(
                0,
                0,
                sample,
                new Prompt.Unrecorded(),
                Completion.recorded("code"),
                Map.of("code/real", new Score.Correct("code", "all tests")))));
    Sample stored = read(run).getFirst().sample();
    assertThat(((Sample.Programming) stored.extras()).tests())
        .isEqualTo(new TestSet(1, tests.digest(), List.of()));
  }

  private static RunManifest manifest() {
    return new RunManifest(
        RunManifest.CURRENT_FORMAT,
        new Circumstances(
            new Software("assay", "0.1.0", "a JVM 25"),
            new Host(
                Optional.of(new Machine("Linux", "amd64", 2, 4096)),
                Optional.of("bubblewrap"),
                Optional.of("not metered")),
            new DataPlaces(
                Optional.of(Path.of("suite.json")),
                List.of(Path.of("a.jsonl"), Path.of("b.jsonl")),
                Optional.of(Path.of("shots.jsonl")),
                Optional.of(Path.of("m.gguf")),
                Optional.of(new Origin("org/data", "c0ffee", Map.of("a.jsonl", "abc"))),
                Optional.of(new Origin("ollama:tiny", "sha256:def", Map.of()))),
            new PlanCoordinates(Map.of("pad-to", "4096")),
            Optional.of(BILLING),
            Optional.of(new Work(Duration.ofMillis(1_500), 30)),
            List.of(
                new CallLimits(
                    Duration.ofSeconds(600), Optional.empty(), Optional.empty(), Optional.empty()),
                new CallLimits(
                    Duration.ofSeconds(60),
                    Optional.of(Duration.ofSeconds(3_600)),
                    Optional.of(Duration.ofSeconds(30)),
                    Optional.of(Duration.ofMillis(1_500))))),
        new RunManifest.ModelIdentity(
            "tiny",
            Map.of("weights", "abc"),
            new ModelFacts.Engine(
                "qwen2",
                new ModelFacts.Size(
                    OptionalLong.of(5_000_000_000L), OptionalLong.of(9), OptionalLong.empty()),
                "scalar",
                OptionalInt.of(32_768),
                new ModelFacts.Cache(
                    "F16",
                    OptionalLong.of(12),
                    Optional.of(new CacheShape("windowed and full", 12, 8, 512, 7))),
                Optional.of("yarn, factor 4.0"))),
        new RunManifest.DatasetIdentity(
            "mmlu-pro",
            "q.jsonl",
            "def",
            new SelectedRows(
                "1 drawn of 5 by category, seed 3",
                Optional.of(
                    new Draw("category", 3, List.of(new Draw.Stratum("law", 5, List.of("1")))))),
            "v5 2024-08..2025-01",
            List.of(new RunManifest.Row("1", "d1")),
            new SuiteFacts(
                true,
                Optional.of(new HubDataset("org/data", Optional.of("part"), "test")),
                Optional.of(
                    new ForeignNames(
                        List.of("mmlu_pro"),
                        Optional.of("mmlu_pro_.*"),
                        List.of("mmlu-pro"),
                        List.of("mmlu"),
                        List.of(new Extractor("rules 1-3", "choice/official", true)))),
                Optional.of(new OptionRule(10, Optional.of("N/A"))))),
        new RunManifest.ProtocolIdentity(
            "mmlu-pro/official-local",
            "1",
            "accuracy",
            2048,
            Map.of("shots", "0a1b"),
            Optional.of(new Padding(4096, "shots", 0.5, 7, 40, "the model's tokenizer")),
            new ProtocolFacts(
                OptionalInt.of(5),
                "CoT",
                new Convention("every question counts", true, false),
                Optional.of(new Comparability(Set.of(Kind.BASE), Optional.of("CoT"))))),
        new GenerationSettings(2048, 0.6, 0.95, 20, 7, List.of("Question:"), 2),
        List.of("choice/official"),
        List.of("limit 10"));
  }
}
