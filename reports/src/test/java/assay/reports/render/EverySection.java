package assay.reports.render;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.axes.AxisOptions;
import assay.reports.axes.ModelLabel;
import assay.reports.run.RunRecords;
import assay.results.AttemptPicks;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Effort;
import assay.results.ExpertPicks;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.Padding;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.published.PublishedModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/// Runs that give a report every section that there is: variants along several axes, padded
/// prompts, models of known cost, experts, a family, dated problems, comparisons and rankings.
public final class EverySection {
  private static final List<String> CATEGORIES = List.of("biology", "law", "math");
  private static final ModelFacts SIZES =
      TestRuns.engine(
          OptionalLong.of(7000000000L),
          OptionalLong.of(6500000000L),
          OptionalLong.of(13000000000L),
          OptionalLong.of(57344L));
  private static final ModelFacts UNKNOWN =
      TestRuns.engine(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  private EverySection() {}

  /// Returns the report.
  public static Report report() {
    return Report.of(
        runs(),
        new AxisOptions(
            PublishedModels.bundled(),
            Optional.empty(),
            Map.of("Mixtral-8x7B", new ModelLabel("mixtral", "general"))));
  }

  /// Returns the runs, each of which is made the same way every time.
  public static List<RunRecords> runs() {
    List<RunRecords> runs = new ArrayList<>();
    String[] models = {"Qwen2.5-7B", "Qwen2.5-Math-7B", "mistralai/Mixtral-8x7B-v0.1"};
    for (int model = 0; model < models.length; model++) {
      for (double temperature : new double[] {0, 0.8}) {
        String name = "m%d|t%s <x>".formatted(model, temperature);
        runs.add(choice(name, models[model], temperature, 10 * model + (temperature > 0 ? 1 : 0)));
      }
    }
    runs.add(padded("plain", Optional.empty(), 30));
    for (String length : List.of("4096", "1024")) {
      for (String position : List.of("0.0", "1.0")) {
        int right = (length.equals("1024") ? 24 : 11) + (position.equals("1.0") ? 6 : 0);
        runs.add(
            padded(length + "-" + position, Optional.of(TestRuns.shots(length, position)), right));
      }
    }
    runs.add(dated("dated", "o1-mini", 9));
    runs.add(dated("undated", "Nobody-1B", 5));
    return runs;
  }

  private static RunRecords choice(String name, String model, double temperature, int seed) {
    Random random = new Random(seed);
    List<SampleRecord> records = new ArrayList<>();
    List<AttemptPicks> picks = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      double chance = 0.25 + 0.05 * (seed % 10) + 0.02 * Math.floorDiv(seed, 10) + i / 48.0;
      Map<String, Score> scores = new LinkedHashMap<>();
      scores.put("choice/official", score(random, chance));
      scores.put("choice/sound", score(random, chance));
      SampleRecord made = TestRuns.record(i, 0, CATEGORIES.get(i % CATEGORIES.size()), "", scores);
      records.add(TestRuns.withOutcome(made, outcome(random, made)));
      int lean = i % 3 == 0 ? 9 : random.nextInt(3);
      picks.add(
          new AttemptPicks(
              made.key(),
              new ExpertPicks(
                  new int[][] {{}, {5, 6, 7, 0}, {3, 3, 3, 9}},
                  new int[][] {{}, {2 + lean, 4, 1, 0}, {1, 2, lean, 4}})));
    }
    RunManifest plain =
        TestRuns.manifest(model, "mmlu-pro/official-local", records, "temperature is free");
    RunManifest manifest =
        TestRuns.with(
            TestRuns.with(plain, model.startsWith("Qwen") ? SIZES : UNKNOWN),
            new GenerationSettings(2048, temperature, 1, 0, 0, List.of("Question:"), 1));
    return model.contains("Mixtral")
        ? new RunRecords(name, manifest, records::stream, picks::stream)
        : TestRuns.of(name, manifest, records);
  }

  private static Score score(Random random, double chance) {
    double draw = random.nextDouble();
    if (draw < 0.06) {
      return new Score.NotMeasured(Cause.TIMEOUT, "no reply in 60 s");
    }
    if (draw < 0.12) {
      return new Score.NoAnswer("");
    }
    return random.nextDouble() < chance
        ? new Score.Correct("A", "rule 1")
        : new Score.Wrong("B", draw < 0.4 ? "rule 1" : "rule 3", "");
  }

  private static Outcome outcome(Random random, SampleRecord record) {
    if (!record.primaryScore().measured()) {
      return new Failure(Cause.TIMEOUT, "no reply in 60 s");
    }
    int tokens = 20 + random.nextInt(200);
    boolean cut = random.nextInt(9) == 0;
    return new Completion(
            "x".repeat(3 * tokens),
            OptionalInt.of(900 + random.nextInt(50)),
            OptionalInt.of(tokens),
            cut ? StopReason.TOKEN_LIMIT : StopReason.STOP_TOKEN,
            Duration.ofMillis(1000 + random.nextInt(3000)))
        .withEffort(
            new Effort(
                500,
                Duration.ofMillis(700),
                tokens,
                Duration.ofMillis(60L * tokens),
                OptionalDouble.of(30 + random.nextInt(10))));
  }

  private static RunRecords padded(String name, Optional<Padding> padding, int right) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Score score = i < right ? new Score.Correct("1", "equal") : new Score.Wrong("2", "equal", "");
      SampleRecord made =
          TestRuns.record(i, 0, "Level " + (1 + i % 11), "text", Map.of("math/sound", score));
      records.add(
          i == 39
              ? TestRuns.withOutcome(
                  new SampleRecord(
                      i,
                      0,
                      made.sample(),
                      made.prompt(),
                      made.outcome(),
                      Map.of("math/sound", new Score.NotMeasured(Cause.CONTEXT_OVERFLOW, "long"))),
                  new Failure(Cause.CONTEXT_OVERFLOW, "long"))
              : made);
    }
    RunManifest plain = TestRuns.manifest("Qwen2.5-7B", "math-500/simple-evals", records);
    return TestRuns.of(name, TestRuns.padded(TestRuns.with(plain, SIZES), padding), records);
  }

  private static RunRecords dated(String name, String model, int seed) {
    Random random = new Random(seed);
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, String> facets = new LinkedHashMap<>();
      facets.put("difficulty", i % 3 == 0 ? "easy" : i % 3 == 1 ? "medium" : "hard");
      facets.put("contest_date", "2023-%02d-15T00:00:00".formatted(7 + i / 10));
      Sample sample =
          new Sample("p" + i, Digests.ofText("p" + i), "", "", facets, new Sample.Plain());
      for (int attempt = 0; attempt < 3; attempt++) {
        boolean right = random.nextDouble() < 0.8 - i / 100.0;
        records.add(
            new SampleRecord(
                i,
                attempt,
                sample,
                new Prompt.Unrecorded(),
                TestRuns.completion("x"),
                Map.of(
                    "code/real",
                    right
                        ? new Score.Correct("", "all-tests")
                        : new Score.Wrong("", "official-artefact", ""))));
      }
    }
    RunManifest manifest = TestRuns.manifest(model, "livecodebench/generic", records);
    return TestRuns.of(name, manifest, records.subList(0, 171));
  }
}
