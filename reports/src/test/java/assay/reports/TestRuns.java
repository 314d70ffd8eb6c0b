package assay.reports;

import assay.reports.run.RunRecords;
import assay.reports.section.Sections;
import assay.results.Cause;
import assay.results.Circumstances;
import assay.results.Completion;
import assay.results.Convention;
import assay.results.DataPlaces;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.GenerationSettings;
import assay.results.Host;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.Padding;
import assay.results.PlanCoordinates;
import assay.results.Prompt;
import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ModelIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.RunManifest.Row;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.SelectedRows;
import assay.results.Software;
import assay.results.StopReason;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/// Runs made for tests.
public final class TestRuns {
  private static final List<String> CATEGORIES = List.of("biology", "law", "math", "physics");

  private static final List<Cause> CAUSES = List.of(Cause.values());

  private TestRuns() {}

  /// Returns a run of exactly these records.
  public static RunRecords of(String name, RunManifest manifest, List<SampleRecord> records) {
    List<SampleRecord> kept = List.copyOf(records);
    return new RunRecords(name, manifest, () -> kept.stream());
  }

  /// Returns the manifest of a greedy run over the records' samples.
  public static RunManifest manifest(
      String model, String protocol, List<SampleRecord> records, String... deviations) {
    Map<String, Row> rows = new LinkedHashMap<>();
    records.forEach(
        each -> rows.put(each.sample().id(), new Row(each.sample().id(), each.sample().digest())));
    int attempts = 1 + records.stream().mapToInt(SampleRecord::attempt).max().orElse(0);
    String suite = protocol.substring(0, protocol.indexOf('/'));
    return new RunManifest(
        RunManifest.CURRENT_FORMAT,
        new Circumstances(
            new Software("assay", "0.1.0", ""),
            Host.UNKNOWN,
            DataPlaces.UNKNOWN,
            PlanCoordinates.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of()),
        new ModelIdentity(
            model, Map.of("recording", Digests.ofText(model)), new ModelFacts.Recording("")),
        new DatasetIdentity(
            suite,
            "questions.jsonl",
            Digests.ofText("questions"),
            SelectedRows.of(DatasetIdentity.ALL),
            DatasetIdentity.ALL,
            List.copyOf(rows.values()),
            suite(suite)),
        new ProtocolIdentity(
            protocol, "1", "accuracy", 2048, Map.of(), Optional.empty(), rules(protocol)),
        new GenerationSettings(2048, 0, 1, 0, 0, List.of("Question:"), attempts),
        List.copyOf(records.getFirst().scores().keySet()),
        List.of(deviations));
  }

  /// What the benchmarks say of their suites, which this module does not know.
  private static SuiteFacts suite(String suite) {
    return switch (suite) {
      case "mmlu-pro" ->
          SuiteFacts.known(
              new ForeignNames(
                  List.of("mmlu_pro"),
                  Optional.empty(),
                  List.of("mmlu-pro"),
                  List.of(),
                  List.of(
                      new Extractor("rule 1", "choice/first-rule", false),
                      new Extractor("rules 1-3", "choice/official", false),
                      new Extractor(
                          "rules 1-3 and the expected random guess", "choice/official", true))),
              HubDataset.test("TIGER-Lab/MMLU-Pro"));
      case "math-500" ->
          SuiteFacts.known(ForeignNames.of("math-500"), HubDataset.test("HuggingFaceH4/MATH-500"));
      case "livecodebench" ->
          SuiteFacts.known(
                  ForeignNames.of("livecodebench"),
                  HubDataset.test("livecodebench/code_generation_lite"))
              .withDates();
      default -> SuiteFacts.UNKNOWN;
    };
  }

  private static ProtocolFacts rules(String protocol) {
    return switch (protocol) {
      case "mmlu-pro/official-local" ->
          new ProtocolFacts(
              OptionalInt.of(5),
              "CoT",
              new Convention("every question counts, without an answer: wrong", true, false));
      case "mmlu-pro/official-api" ->
          new ProtocolFacts(
              OptionalInt.of(5),
              "CoT",
              new Convention(
                  "failed calls leave the denominator, without an answer: wrong", true, true));
      case String math when math.startsWith("math-500/") ->
          new ProtocolFacts(
              OptionalInt.of(0),
              protocol,
              new Convention("every problem counts, ungraded: wrong", false, false));
      case String code when code.startsWith("livecodebench/") ->
          new ProtocolFacts(
              OptionalInt.of(0),
              protocol,
              new Convention(
                  "pass@1 over problems, programs that could not be judged: failed", false, false));
      default -> ProtocolFacts.unknown(protocol);
    };
  }

  /// Returns the manifest of a run by another model.
  public static RunManifest with(RunManifest manifest, ModelFacts model) {
    ModelIdentity identity = manifest.model();
    return new RunManifest(
        manifest.format(),
        manifest.circumstances(),
        new ModelIdentity(identity.name(), identity.digests(), model),
        manifest.dataset(),
        manifest.protocol(),
        manifest.settings(),
        manifest.scorers(),
        manifest.deviations());
  }

  /// Returns the manifest of a run with other settings.
  public static RunManifest with(RunManifest manifest, GenerationSettings settings) {
    return new RunManifest(
        manifest.format(),
        manifest.circumstances(),
        manifest.model(),
        manifest.dataset(),
        manifest.protocol(),
        settings,
        manifest.scorers(),
        manifest.deviations());
  }

  /// Returns the manifest of a run whose prompts were lengthened so, or were not.
  public static RunManifest padded(RunManifest manifest, Optional<Padding> padding) {
    ProtocolIdentity protocol = manifest.protocol();
    return new RunManifest(
        manifest.format(),
        manifest.circumstances(),
        manifest.model(),
        manifest.dataset(),
        new ProtocolIdentity(
            protocol.name(),
            protocol.version(),
            protocol.metric(),
            protocol.maxTokens(),
            protocol.materials(),
            padding,
            protocol.facts()),
        manifest.settings(),
        manifest.scorers(),
        manifest.deviations());
  }

  /// Returns the padding of prompts with shots to a length.
  public static Padding shots(String length, String position) {
    return new Padding(
        Integer.parseInt(length),
        "shots",
        Double.parseDouble(position),
        0,
        10,
        "the model's tokenizer");
  }

  /// Returns the facts of a model on the bundled engine, of which only these numbers are known.
  public static ModelFacts engine(
      OptionalLong parameters, OptionalLong active, OptionalLong bytes, OptionalLong cache) {
    return new ModelFacts.Engine(
        "",
        new ModelFacts.Size(parameters, active, bytes),
        "",
        OptionalInt.empty(),
        new ModelFacts.Cache("", cache),
        Optional.empty());
  }

  /// Returns a record of one attempt at a four-option question.
  public static SampleRecord record(
      int index, int attempt, String category, String text, Map<String, Score> scores) {
    Sample sample =
        new Sample(
            "q" + index,
            Digests.ofText("q" + index),
            "Question " + index + "?",
            "A",
            Map.of("category", category),
            new Sample.Choices(List.of("one", "two", "three", "four")));
    return new SampleRecord(
        index, attempt, sample, Prompt.user(sample.input()), completion(text), scores);
  }

  /// Returns a completion that ended by itself after as many tokens as it has characters.
  public static Completion completion(String text) {
    return new Completion(
        text,
        OptionalInt.of(100),
        OptionalInt.of(text.length()),
        StopReason.STOP_TOKEN,
        Duration.ofMillis(20));
  }

  /// Returns records with verdicts of two scorers drawn at random.
  public static List<SampleRecord> random(long seed, int samples, int attempts) {
    Random random = new Random(seed);
    List<SampleRecord> records = new ArrayList<>();
    for (int index = 0; index < samples; index++) {
      double chance = random.nextDouble();
      String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
      for (int attempt = 0; attempt < attempts; attempt++) {
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("choice/official", randomScore(random, chance));
        scores.put("choice/first-rule", randomScore(random, chance));
        SampleRecord made = record(index, attempt, category, "The answer is (A).", scores);
        boolean failed = !made.primaryScore().measured();
        records.add(failed ? withOutcome(made, new Failure(Cause.TIMEOUT, "no reply")) : made);
      }
    }
    return records;
  }

  /// Returns the record with another outcome.
  public static SampleRecord withOutcome(SampleRecord record, Outcome outcome) {
    return new SampleRecord(
        record.index(),
        record.attempt(),
        record.sample(),
        record.prompt(),
        outcome,
        record.scores());
  }

  private static Score randomScore(Random random, double chance) {
    double draw = random.nextDouble();
    if (draw < 0.1) {
      Cause cause = CAUSES.get(random.nextInt(CAUSES.size()));
      return new Score.NotMeasured(cause, "drawn at random");
    }
    if (draw < 0.2) {
      return new Score.NoAnswer("");
    }
    return random.nextDouble() < chance
        ? new Score.Correct("A", "rule 1")
        : new Score.Wrong("B", random.nextBoolean() ? "rule 1" : "rule 3", "");
  }

  /// Returns all records of a run.
  public static List<SampleRecord> records(RunRecords run) {
    try (Stream<SampleRecord> stream = run.source().open()) {
      return stream.toList();
    }
  }

  /// Returns what a report writes for papers.
  public static String paper(Report report) {
    return Sections.of(report).getFirst().exports().papers().getFirst().text().get();
  }
}
