package assay.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.reports.run.Counts;
import assay.reports.run.RunReport;
import assay.results.SampleRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordedOutputsTest {
  @ParameterizedTest
  @CsvSource({
    "Qwen1.5-7B-Chat, 449, 75, 391, 333",
    "Phi-3-mini-4k-instruct, 652, 105, 629, 222",
    "Meta-Llama-3-8B, 541, 116, 536, 164",
    "gemini-1.5-flash-002, 1001, 4, 993, 66",
  })
  void countsTheVerdictsOfRealOutputs(
      String model, int chain, int chainNone, int first, int firstNone) throws IOException {
    assumeTrue(
        Files.isDirectory(RecordedOutputs.FOLDER),
        "no recorded MMLU-Pro outputs at " + RecordedOutputs.FOLDER);
    List<SampleRecord> records = RecordedOutputs.records(model);
    RunReport run =
        RunReport.of(
            TestRuns.of(
                model, TestRuns.manifest(model, "mmlu-pro/official-local", records), records));
    assertThat(run.scorers())
        .extracting(scorer -> scorer.accuracy().counts())
        .containsExactly(
            new Counts(chain, 1504 - chain, chainNone, Map.of(), 0),
            new Counts(first, 1504 - first, firstNone, Map.of(), 0));
  }
}
