package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.AnswerTimes;
import assay.reports.run.RunRecords;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CostComparisonTest {
  private static final String PROTOCOL = "mmlu-pro/official-local";
  private static final ModelFacts UNKNOWN =
      TestRuns.engine(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  @Test
  void takesMediansOfWhatTheRecordsTell() {
    // Seconds per answer 1, 2, 9; prefill 100/0.5, 50/0.5, none; decode 10/1, 30/1, 80/8.
    AnswerTimes times =
        report(
                model("m", UNKNOWN),
                effort(1, 100, 500, 10, 1000, OptionalDouble.of(3)),
                effort(2, 50, 500, 30, 1000, OptionalDouble.of(4)),
                effort(9, 0, 0, 80, 8000, OptionalDouble.empty()))
            .getFirst()
            .times();
    assertThat(times.answerSeconds()).isEqualTo(new AnswerTimes.Median(OptionalDouble.of(2), 3));
    assertThat(times.prefillRate()).isEqualTo(new AnswerTimes.Median(OptionalDouble.of(150), 2));
    assertThat(times.decodeRate()).isEqualTo(new AnswerTimes.Median(OptionalDouble.of(10), 3));
    assertThat(times.joules()).isEqualTo(new AnswerTimes.Mean(OptionalDouble.of(3.5), 2));
    assertThat(times.characters()).isEqualTo(new AnswerTimes.Characters(6, 9, 3));
  }

  @Test
  void knowsNothingOfRecordedAnswersButTheRegistry() {
    List<ModelCost> costs =
        report(
            model("mistralai/Mixtral-8x7B-v0.1", UNKNOWN),
            Completion.recorded("A"),
            Completion.recorded("B"));
    assertThat(costs.getFirst().times().answerSeconds().n()).isZero();
    assertThat(costs.getFirst().facts().orElseThrow().activeParameters()).hasValue(12_879_925_248L);
    assertThat(costs.getFirst().pointsPerBillion().orElseThrow())
        .isCloseTo(100 / 12.879925248, within(1e-9));
  }

  @Test
  void believesTheManifestBeforeTheRegistry() {
    ModelCost cost =
        report(
                model(
                    "Qwen2.5-0.5B",
                    TestRuns.engine(
                        OptionalLong.of(500),
                        OptionalLong.of(400),
                        OptionalLong.of(300),
                        OptionalLong.of(20))),
                Completion.recorded("A"))
            .getFirst();
    assertThat(cost.facts().orElseThrow().activeParameters()).hasValue(400);
    assertThat(cost.facts().orElseThrow().weightBytesPerToken()).hasValue(300);
    assertThat(cost.facts().orElseThrow().cache().orElseThrow().bytes(10)).isEqualTo(200);
  }

  @Test
  void isSilentOnModelsWithoutFactsAndTimes() {
    List<SampleRecord> records = records(List.of(Completion.recorded("A")));
    RunRecords run = TestRuns.of("r", TestRuns.manifest("Nobody-1B", PROTOCOL, records), records);
    assertThat(Report.of(List.of(run)).axes().costs()).isEmpty();
  }

  private record Model(String name, ModelFacts facts) {}

  private static Model model(String name, ModelFacts facts) {
    return new Model(name, facts);
  }

  private static List<ModelCost> report(Model model, Completion... completions) {
    List<SampleRecord> records = records(List.of(completions));
    RunManifest plain = TestRuns.manifest(model.name(), PROTOCOL, records);
    RunManifest manifest = TestRuns.with(plain, model.facts());
    Report report = Report.of(List.of(TestRuns.of("run", manifest, records)));
    return report.axes().costs().getFirst().models();
  }

  private static List<SampleRecord> records(List<Completion> completions) {
    List<SampleRecord> records = new ArrayList<>();
    for (Completion completion : completions) {
      int index = records.size();
      records.add(
          TestRuns.withOutcome(
              TestRuns.record(
                  index, 0, "law", "", Map.of("choice/official", new Score.Correct("A", "rule"))),
              completion));
    }
    return records;
  }

  private static Completion effort(
      int seconds, int prefill, int prefillMillis, int decode, int decodeMillis, OptionalDouble j) {
    return new Completion(
            "é\ud83d\ude00",
            OptionalInt.of(100),
            OptionalInt.of(3),
            StopReason.STOP_TOKEN,
            Duration.ofSeconds(seconds))
        .withEffort(
            new Effort(
                prefill,
                Duration.ofMillis(prefillMillis),
                decode,
                Duration.ofMillis(decodeMillis),
                j));
  }
}
