package assay.results.store;

import assay.results.Billing;
import assay.results.CallLimits;
import assay.results.Cause;
import assay.results.Circumstances;
import assay.results.Comparability;
import assay.results.Completion;
import assay.results.Convention;
import assay.results.DataPlaces;
import assay.results.Draw;
import assay.results.Effort;
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
import assay.results.TestSet;
import assay.results.Work;
import assay.results.published.CacheShape;
import assay.results.published.PublishedScore.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// A manifest and records that use every field.
final class EveryField {
  static final Billing BILLING =
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

  private EveryField() {}

  static RunManifest manifest() {
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

  static List<SampleRecord> everyKind() {
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

  /// Returns a record of little.
  static SampleRecord record(int index, String completion) {
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
}
