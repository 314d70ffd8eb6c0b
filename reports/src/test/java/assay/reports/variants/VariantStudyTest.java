package assay.reports.variants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.Report;
import assay.reports.RunComparisons;
import assay.reports.TestRuns;
import assay.reports.render.ReportWriter;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.reports.statistics.SampleContrast;
import assay.results.GenerationSettings;
import assay.results.Padding;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Effects and interactions against SciPy and statsmodels (`tools/statistics/factorial.py`).
final class VariantStudyTest {
  private static final double TOLERANCE = 1e-9;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"balanced", "unbalanced"})
  void effectsAreThoseOfTheReference(String design) throws IOException {
    JsonNode reference = reference(design);
    VariantStudy study = study(reference);
    assertThat(study.samples()).isEqualTo(40);
    assertThat(study.axes()).extracting(VariantAxis::name).containsExactly("model", "temperature");
    assertThat(study.effects()).hasSize(reference.path("effects").size());
    for (int i = 0; i < study.effects().size(); i++) {
      JsonNode expected = reference.path("effects").get(i);
      VariantEffect effect = study.effects().get(i);
      assertThat(effect.axis()).isEqualTo(expected.path("axis").textValue());
      assertThat(effect.level()).isEqualTo(expected.path("level").textValue());
      assertThat(effect.combinations()).isEqualTo(expected.path("combinations").intValue());
      same(effect.difference(), effect.adjustedP(), expected);
    }
  }

  @Test
  void interactionsAreThoseOfTheReference() throws IOException {
    JsonNode reference = reference("balanced");
    List<VariantInteraction> interactions = study(reference).interactions();
    assertThat(interactions).hasSize(1);
    VariantInteraction only = interactions.getFirst();
    assertThat(only.first().name()).isEqualTo("temperature");
    assertThat(only.second().name()).isEqualTo("model");
    assertThat(only.contrasts()).hasSize(reference.path("interactions").size());
    for (int i = 0; i < only.contrasts().size(); i++) {
      JsonNode expected = reference.path("interactions").get(i);
      VariantInteraction.Contrast contrast = only.contrasts().get(i);
      assertThat(contrast.firstLevel()).isEqualTo(expected.path("first").textValue());
      assertThat(contrast.secondLevel()).isEqualTo(expected.path("second").textValue());
      same(contrast.difference(), contrast.adjustedP(), expected);
    }
  }

  @Test
  void aMissingCellLeavesNoInteractionThatBorrowsFromOthers() throws IOException {
    assertThat(study(reference("unbalanced")).interactions()).isEmpty();
  }

  @Test
  void whatChangesTogetherIsOneAxis() {
    List<RunReport> runs =
        List.of(
            run("a", "m0", 0, 7, right(2)),
            run("b", "m1", 0.5, 7, right(2)),
            run("c", "m1", 0.5, 8, right(2)));
    List<VariantAxis> axes = VariantAxis.of(runs.stream().map(RunReport::manifest).toList());
    assertThat(axes).extracting(VariantAxis::name).containsExactly("model", "seed");
    assertThat(axes.getFirst().alike()).containsExactly("temperature");
  }

  @Test
  void levelsThatAreNumbersStandInTheirOrder() {
    List<RunReport> runs = List.of(run("a", "m", 1, 7, right(2)), run("b", "m", 0.25, 7, right(2)));
    assertThat(VariantAxis.of(runs.stream().map(RunReport::manifest).toList()).getFirst().levels())
        .containsExactly("0.25", "1.0");
  }

  /// A run without padding has the level "none" and is in no cell of the map.
  @Test
  void paddedRunsAreDrawnOverLengthAndPosition() throws IOException {
    List<RunRecords> runs = new ArrayList<>();
    runs.add(padded("plain", Optional.empty(), 4));
    for (String length : List.of("4096", "1024")) {
      for (String position : List.of("0.0", "1.0")) {
        int right = length.equals("1024") ? 3 : 1;
        runs.add(
            padded(length + "-" + position, Optional.of(TestRuns.shots(length, position)), right));
      }
    }
    Path out = folder.resolve("report");
    ReportWriter.write(Report.of(runs), out);
    assertThat(out.resolve("context-map.png")).exists();
    assertThat(out.resolve("context-curve.png")).exists();
    List<String> rows = Files.readAllLines(out.resolve("context.csv"));
    assertThat(rows.getFirst()).startsWith("suite,run,padded_to,position,other,n,score");
    assertThat(rows).anyMatch(row -> row.startsWith("mmlu-pro,1024-1.0,1024,1.0,,4,0.75,"));
    assertThat(rows).anyMatch(row -> row.startsWith("mmlu-pro,plain,none,none,,4,1,"));
    VariantStudy study = Report.of(runs).comparisons().studies().getFirst();
    assertThat(study.axis(Coordinates.PADDED_TO).orElseThrow().levels())
        .containsExactly("none", "1024", "4096");
    assertThat(study.variants().getLast().cacheBytes()).hasValue(100 * 20);
  }

  private static RunRecords padded(String name, Optional<Padding> padding, int right) {
    List<Integer> verdicts = new ArrayList<>(Collections.nCopies(right, 1));
    verdicts.addAll(Collections.nCopies(4 - right, 0));
    RunRecords plain = run(name, "m", 0, 0, verdicts).records();
    RunManifest manifest =
        TestRuns.with(
            plain.manifest(),
            TestRuns.engine(
                OptionalLong.of(1), OptionalLong.of(1), OptionalLong.of(1), OptionalLong.of(20)));
    return new RunRecords(name, TestRuns.padded(manifest, padding), plain.source());
  }

  @Test
  void twoModelsSideBySideAreAComparisonAndNoStudy() {
    RunComparisons comparisons =
        RunComparisons.of(List.of(run("a", "m0", 0, 7, right(3)), run("b", "m1", 0, 7, right(3))));
    assertThat(comparisons.comparisons()).hasSize(1);
    assertThat(comparisons.studies()).isEmpty();
  }

  private static void same(SampleContrast difference, double adjusted, JsonNode expected) {
    assertThat(difference.value())
        .isCloseTo(expected.path("value").doubleValue(), within(TOLERANCE));
    assertThat(difference.interval().low())
        .isCloseTo(expected.path("low").doubleValue(), within(TOLERANCE));
    assertThat(difference.interval().high())
        .isCloseTo(expected.path("high").doubleValue(), within(TOLERANCE));
    assertThat(difference.pValue()).isCloseTo(expected.path("p").doubleValue(), within(TOLERANCE));
    assertThat(adjusted).isCloseTo(expected.path("adjusted").doubleValue(), within(TOLERANCE));
  }

  private static VariantStudy study(JsonNode reference) {
    List<RunReport> runs = new ArrayList<>();
    for (JsonNode run : reference.path("runs")) {
      List<Integer> right = new ArrayList<>();
      run.path("right").forEach(each -> right.add(each.intValue()));
      runs.add(
          run(
              "run " + runs.size(),
              run.path("model").textValue(),
              Double.parseDouble(run.path("temperature").textValue()),
              0,
              right));
    }
    return RunComparisons.of(runs).studies().getFirst();
  }

  private static List<Integer> right(int samples) {
    return Collections.nCopies(samples, 1);
  }

  static RunReport run(
      String name, String model, double temperature, long seed, List<Integer> right) {
    List<SampleRecord> records = new ArrayList<>();
    for (int index = 0; index < right.size(); index++) {
      Score score =
          right.get(index) == 1 ? new Score.Correct("A", "rule") : new Score.Wrong("B", "rule", "");
      records.add(TestRuns.record(index, 0, "law", "The answer", Map.of("choice/official", score)));
    }
    RunManifest plain = TestRuns.manifest(model, "mmlu-pro/official-local", records);
    RunManifest manifest =
        TestRuns.with(plain, new GenerationSettings(2048, temperature, 1, 0, seed, List.of(), 1));
    return RunReport.of(TestRuns.of(name, manifest, records));
  }

  private static JsonNode reference(String design) throws IOException {
    try (InputStream in =
        VariantStudyTest.class.getResourceAsStream("/assay/reports/statistics/factorial.json")) {
      return new ObjectMapper().readTree(in).path(design);
    }
  }
}
