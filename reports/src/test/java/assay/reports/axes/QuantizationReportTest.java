package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.axes.QuantizationReport.Row;
import assay.reports.axes.QuantizationReport.Versus;
import assay.reports.render.MarkdownRenderer;
import assay.reports.run.RunRecords;
import assay.results.Completion;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import assay.results.RunManifest.ModelIdentity;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.divergence.Divergence;
import assay.results.divergence.Divergence.Estimated;
import assay.results.divergence.Divergence.Figures;
import assay.results.divergence.Divergence.Kl;
import assay.results.divergence.Divergence.Perplexity;
import assay.results.divergence.Divergence.Range;
import assay.results.divergence.Divergence.RightToken;
import assay.results.divergence.Divergence.Side;
import assay.results.divergence.Divergence.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// A reference of 200 answers, of which the large file changes two each way and the small one loses
/// thirty.
final class QuantizationReportTest {
  private static final Side F16 = side("f16.gguf", 1000);
  private static final Side LARGE = side("q8.gguf", 500);
  private static final Side SMALL = side("q2.gguf", 200);
  private static final Side MIDDLE = side("q4.gguf", 300);

  @Test
  void namesTheSmallestFileThatCannotBeToldFromTheReference() {
    QuantizationReport report =
        report(
            List.of(
                run(SMALL, i -> i < 90),
                run(F16, i -> i < 120),
                run(MIDDLE, i -> i >= 3 && i < 121),
                run(LARGE, i -> i >= 2 && i < 122)),
            List.of(divergence(LARGE), divergence(MIDDLE), divergence(SMALL)));
    assertThat(report.rows().stream().map(row -> row.file().name()))
        .containsExactly("f16.gguf", "q8.gguf", "q4.gguf", "q2.gguf");
    assertThat(report.smallest().orElseThrow().file()).isEqualTo(MIDDLE);
    assertThat(report.told().stream().map(Row::file)).containsExactly(SMALL);
    Versus middle = report.rows().get(2).versus().orElseThrow();
    assertThat(middle.samples()).isEqualTo(200);
    assertThat(middle.lost()).isEqualTo(3);
    assertThat(middle.gained()).isEqualTo(1);
    assertThat(middle.difference()).isCloseTo(-0.01, within(1e-12));
    assertThat(report.rows().getFirst().versus()).isEmpty();
  }

  @Test
  void saysWhatDifferenceCouldHaveBeenSeen() {
    Report report =
        whole(
            List.of(run(F16, i -> i < 120), run(LARGE, i -> i >= 2 && i < 122)),
            List.of(divergence(LARGE)));
    double seen =
        100 * report.axes().quantizations().getFirst().rows().get(1).versus().get().detectable();
    assertThat(new MarkdownRenderer().render(report))
        .contains("## Quantizations")
        .contains("On mmlu-pro, q8.gguf (500 B) is the smallest file whose score cannot be told")
        .contains("where a true difference of %.1f points would have been found".formatted(seen))
        .contains("KL divergence");
  }

  @Test
  void withoutARunOfTheReferenceNothingIsHeldAgainstIt() {
    Report report = whole(List.of(run(LARGE, i -> i < 9)), List.of(divergence(LARGE)));
    assertThat(report.axes().quantizations().getFirst().reference()).isEmpty();
    assertThat(report.axes().quantizations().getFirst().smallest()).isEmpty();
    assertThat(new MarkdownRenderer().render(report))
        .contains("The reference was not run on mmlu-pro");
  }

  @Test
  void runsOfOtherWeightsAreLeftOut() {
    Side other = side("other.gguf", 100);
    assertThat(
            whole(List.of(run(F16, i -> true), run(other, i -> true)), List.of(divergence(LARGE)))
                .axes()
                .quantizations())
        .isEmpty();
  }

  private static QuantizationReport report(List<RunRecords> runs, List<Divergence> divergences) {
    return whole(runs, divergences).axes().quantizations().getFirst();
  }

  private static Report whole(List<RunRecords> runs, List<Divergence> divergences) {
    return Report.of(runs, AxisOptions.DEFAULT.with(divergences));
  }

  private static Side side(String name, long bytes) {
    return new Side(
        name, "digest of " + name, "scalar", OptionalLong.of(bytes), OptionalLong.of(bytes / 2));
  }

  private static Divergence divergence(Side model) {
    Estimated figure = new Estimated(0.5, Optional.of(new Range(0.25, 0.75)));
    return new Divergence(
        F16,
        model,
        new Texts(List.of("text"), "", 2, 100, 0),
        new Figures(
            new Perplexity(figure, figure, figure),
            new Kl(figure, 0.1, 0.2, 0.3, 0.4, 0.5),
            figure,
            new RightToken(figure, figure)),
        List.of());
  }

  private static RunRecords run(Side file, IntPredicate right) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Score score =
          right.test(i) ? new Score.Correct("A", "rule") : new Score.Wrong("B", "rule", "");
      SampleRecord made = TestRuns.record(i, 0, "law", "A", Map.of("choice/official", score));
      records.add(TestRuns.withOutcome(made, Completion.recorded("A")));
    }
    RunManifest plain = TestRuns.manifest(file.name(), "mmlu-pro/official-local", records);
    RunManifest manifest =
        new RunManifest(
            plain.format(),
            plain.circumstances(),
            new ModelIdentity(
                file.name(), Map.of("weights", file.weights()), new ModelFacts.Recording("")),
            plain.dataset(),
            plain.protocol(),
            plain.settings(),
            plain.scorers(),
            plain.deviations());
    return TestRuns.of(file.name(), manifest, records);
  }
}
