package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.results.AttemptPicks;
import assay.results.ExpertPicks;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ExpertReportTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void measuresImbalance() {
    LayerLoad even = LayerLoad.of(0, new long[] {7, 7, 7, 7});
    assertThat(even.evenness()).isCloseTo(1, EXACT);
    assertThat(even.peak()).isCloseTo(1, EXACT);
    assertThat(even.variation()).isCloseTo(0, EXACT);
    LayerLoad alone = LayerLoad.of(0, new long[] {4, 0, 0, 0});
    assertThat(alone.evenness()).isCloseTo(0, EXACT);
    assertThat(alone.peak()).isCloseTo(4, EXACT);
    assertThat(alone.variation()).isCloseTo(Math.sqrt(3), EXACT);
    LayerLoad skewed = LayerLoad.of(0, new long[] {3, 1});
    // The entropy of a coin that falls on one side three times in four.
    assertThat(skewed.evenness()).isCloseTo(0.8112781244591328, EXACT);
    assertThat(skewed.relative(0)).isCloseTo(1.5, EXACT);
  }

  @Test
  void sumsAttemptsThatHaveARecord() {
    List<AttemptPicks> picks =
        List.of(
            picks("q0", 0, new int[] {5, 1}, new int[] {1, 1}),
            picks("q0", 1, new int[] {5, 1}, new int[] {0, 2}),
            picks("q1", 0, new int[] {3, 3}, new int[] {2, 0}),
            picks("q9", 0, new int[] {900, 900}, new int[] {900, 900}));
    ExpertReport report = report(2, 2, picks).orElseThrow();
    assertThat(report.attempts()).isEqualTo(3);
    assertThat(report.layers()).hasSize(1);
    assertThat(report.layers().getFirst().layer()).isEqualTo(1);
    assertThat(report.layers().getFirst().picks()).containsExactly(16L, 8L);
  }

  @Test
  void tellsSpecializationFromNoise() {
    List<AttemptPicks> own = new ArrayList<>();
    List<AttemptPicks> same = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int noise = i * 7 % 5;
      int[] generated = {10 + noise, 10 - noise};
      same.add(picks("q" + i, 0, new int[] {1, 1}, generated));
      int lean = i % 2 == 0 ? 6 : -6;
      own.add(picks("q" + i, 0, new int[] {1, 1}, new int[] {10 + lean, 10 - lean}));
    }
    assertThat(report(60, 1, own).orElseThrow().categories())
        .hasSize(2)
        .allMatch(group -> group.pValue() < 0.01)
        .allMatch(group -> group.divergence() > group.chance().high())
        .allMatch(group -> group.samples() == 30);
    assertThat(report(60, 1, same).orElseThrow().categories())
        .allMatch(group -> group.pValue() > 0.05);
  }

  @Test
  void isSilentOnRunsWithoutCounts() {
    assertThat(report(2, 1, List.of())).isEmpty();
  }

  /// A run of `q0`, `q1` ... in two categories by turns.
  private static Optional<ExpertReport> report(
      int samples, int attempts, List<AttemptPicks> picks) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      for (int attempt = 0; attempt < attempts; attempt++) {
        records.add(
            TestRuns.record(
                i,
                attempt,
                i % 2 == 0 ? "law" : "math",
                "text",
                Map.of("own", new Score.Correct("A", "rule"))));
      }
    }
    RunRecords run =
        new RunRecords(
            "run",
            TestRuns.manifest("moe", "mmlu-pro/official-local", records),
            records::stream,
            picks::stream);
    return ExpertReport.of(RunReport.of(run));
  }

  /// One dense layer, then one with two experts.
  private static AttemptPicks picks(String sample, int attempt, int[] prompt, int[] generated) {
    return new AttemptPicks(
        new AttemptKey(sample, attempt),
        new ExpertPicks(new int[][] {{}, prompt}, new int[][] {{}, generated}));
  }
}
