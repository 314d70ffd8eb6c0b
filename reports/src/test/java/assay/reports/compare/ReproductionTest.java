package assay.reports.compare;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.reports.TestRuns;
import assay.reports.run.RunReport;
import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs that cannot be held against a published figure.
final class ReproductionTest {
  @Test
  void aRunOfWhichNothingWasMeasuredIsRefused() {
    PublishedScore figure =
        PublishedScores.bundled().of("Qwen2.5-72B-Instruct", "mmlu-pro").getFirst();
    SampleRecord lost =
        TestRuns.record(
            0,
            0,
            "law",
            "",
            Map.of("choice/official-api", new Score.NotMeasured(Cause.TIMEOUT, "no reply")));
    // Failed calls leave the denominator of this protocol's figure, so that there is no figure.
    List<SampleRecord> records = List.of(lost);
    RunReport run =
        RunReport.of(
            TestRuns.of("run", TestRuns.manifest("m", "mmlu-pro/official-api", records), records));
    assertThatThrownBy(() -> Reproduction.of(figure, run))
        .isInstanceOf(IncomparableRunsException.class)
        .hasMessage("run: nothing was measured");
  }
}
