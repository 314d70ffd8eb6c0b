package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.TestRuns;
import assay.results.SampleRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunningScoreTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void saysWhatTheReportSaysWhateverTheOrder(long seed) {
    List<SampleRecord> records = TestRuns.random(seed, 200, 2);
    List<SampleRecord> arriving = new ArrayList<>(records);
    Collections.shuffle(arriving, new Random(seed));
    RunningScore running = new RunningScore(SampleWeights.EQUAL);
    arriving.forEach(running::add);
    assertThat(running.accuracy()).isEqualTo(accuracy(records));
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void theLastRecordOfAnAttemptCounts(long seed) {
    List<SampleRecord> first = TestRuns.random(seed, 60, 2);
    List<SampleRecord> again = TestRuns.random(seed + 100, 60, 2);
    RunningScore running = new RunningScore(SampleWeights.EQUAL);
    first.forEach(running::add);
    again.forEach(running::add);
    assertThat(running.attempts()).isEqualTo(120);
    assertThat(running.accuracy()).isEqualTo(accuracy(again));
  }

  @Test
  void nothingIsKnownBeforeTheFirstRecord() {
    assertThat(new RunningScore(SampleWeights.EQUAL).attempts()).isZero();
    assertThat(new RunningScore(SampleWeights.EQUAL).accuracy().estimate())
        .isEqualTo(Estimate.unmeasured());
    assertThat(new RunningScore(SampleWeights.EQUAL).accuracy().counts())
        .isEqualTo(new Counts(0, 0, 0, Map.of(), 0));
  }

  private static Accuracy accuracy(List<SampleRecord> records) {
    RunRecords run =
        TestRuns.of("run", TestRuns.manifest("model", "mmlu-pro/official-local", records), records);
    return RunReport.of(run).scorers().getFirst().accuracy();
  }
}
