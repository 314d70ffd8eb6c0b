package assay.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.axes.AxisOptions;
import assay.reports.run.RunRecords;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.published.CacheShape;
import assay.results.speed.MeasuredSpeed;
import assay.results.speed.MeasuredSpeed.Behind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Bytes kept of a sequence, computed by hand from the models' configurations.
final class MemorySectionTest {
  @Test
  void kindsOfAttentionStandSideBySide() {
    // Entries of two bytes: 28 layers with keys and values of 4 heads of 128; 27 layers with a
    // vector of 512 + 64; a state of 3 MB beside 8 kB a token.
    Section memory =
        section(
                run("Qwen2.5-7B", new ModelFacts.Recording("")),
                run("DeepSeek-V2-Lite", new ModelFacts.Recording("")),
                run(
                    "windows.gguf",
                    engine(new CacheShape("windowed and full", 4000, 3000, 512, 0))),
                run(
                    "linear.gguf",
                    engine(new CacheShape("linear and full", 8000, 0, 1, 3_000_000))))
            .orElseThrow();
    long full = 28L * 2 * 4 * 128 * 2;
    long latent = 27L * (512 + 64) * 2;
    assertThat(rows(memory))
        .containsExactly(
            List.of("Qwen2.5-7B", "full", full, 0L, full * 1024, full * 32_768, full * 131_072),
            List.of(
                "DeepSeek-V2-Lite",
                "latent",
                latent,
                0L,
                latent * 1024,
                latent * 32_768,
                latent * 131_072),
            List.of(
                "windows.gguf",
                "windowed and full",
                4000L,
                0L,
                1000L * 1024 + 3000L * 512,
                1000L * 32_768 + 3000L * 512,
                1000L * 131_072 + 3000L * 512),
            List.of(
                "linear.gguf",
                "linear and full",
                8000L,
                3_000_000L,
                3_000_000 + 8000L * 1024,
                3_000_000 + 8000L * 32_768,
                3_000_000 + 8000L * 131_072));
    String described = memory.drawings().getFirst().picture().get().description().get();
    assertThat(described).contains("DeepSeek-V2-Lite (latent): 31.9 MB at 1,024 tokens, 4.08 GB");
  }

  @Test
  void oneKindAloneIsNoComparison() {
    assertThat(
            section(
                run("Qwen2.5-7B", new ModelFacts.Recording("")),
                run("Qwen2.5-14B", new ModelFacts.Recording(""))))
        .isEmpty();
  }

  @Test
  void ratesThatWereMeasuredStandBesideWhatIsKept() {
    List<MeasuredSpeed> speeds =
        List.of(
            speed("a", "full", new Behind(1024, 4096, 900, OptionalDouble.of(50))),
            speed(
                "b",
                "linear and full",
                new Behind(1024, 512, 800, OptionalDouble.of(40)),
                new Behind(32_768, 1024, 700, OptionalDouble.empty())));
    AxisOptions options = AxisOptions.DEFAULT.withSpeeds(speeds);
    RunRecords run = run("Qwen2.5-7B", new ModelFacts.Recording(""));
    Section memory =
        Sections.of(Report.of(List.of(run), options)).stream()
            .filter(section -> section.id().equals("memory"))
            .findFirst()
            .orElseThrow();
    assertThat(memory.files()).hasSize(1);
    assertThat(rows(memory))
        .extracting(row -> row.subList(0, 4))
        .containsExactly(
            List.of("a", "full", 1024L, 4096L),
            List.of("b", "linear and full", 1024L, 512L),
            List.of("b", "linear and full", 32_768L, 1024L));
    assertThat(memory.drawings())
        .extracting(drawing -> drawing.picture().get().description().get())
        .satisfiesExactly(
            decode ->
                assertThat(decode)
                    .contains("a (full): 50.0 tokens a second behind 1,024")
                    .contains("b (linear and full): 40.0 tokens a second behind 1,024")
                    .doesNotContain("32,768"),
            prefill -> assertThat(prefill).contains("700.0 tokens a second behind 32,768"));
  }

  private static MeasuredSpeed speed(String model, String attention, Behind... lengths) {
    return new MeasuredSpeed(model, attention, "scalar", 2, List.of(lengths));
  }

  private static List<List<Object>> rows(Section section) {
    return section.files().getFirst().rows().open().map(row -> cells(section, row)).toList();
  }

  @SuppressWarnings("unchecked") // the rows are those of the file's columns
  private static List<Object> cells(Section section, Object row) {
    return ((Stream<Column<Object>>) (Stream<?>) section.files().getFirst().columns().stream())
        .map(column -> value(column.cell().apply(row)))
        .toList();
  }

  private static Object value(Cell cell) {
    return switch (cell) {
      case Cell.Text text -> text.text();
      case Cell.Whole whole -> whole.value();
      default -> cell;
    };
  }

  private static Optional<Section> section(RunRecords... runs) {
    return Sections.of(Report.of(List.of(runs))).stream()
        .filter(section -> section.id().equals("memory"))
        .findFirst();
  }

  private static ModelFacts engine(CacheShape shape) {
    return new ModelFacts.Engine(
        "",
        new ModelFacts.Size(OptionalLong.of(9), OptionalLong.of(9), OptionalLong.of(9)),
        "",
        OptionalInt.empty(),
        new ModelFacts.Cache("F16", OptionalLong.of(shape.bytesPerToken()), Optional.of(shape)),
        Optional.empty());
  }

  private static RunRecords run(String model, ModelFacts facts) {
    List<SampleRecord> records =
        List.of(
            TestRuns.record(
                0, 0, "law", "A", Map.of("choice/official", new Score.Correct("A", "rule"))));
    RunManifest manifest = TestRuns.manifest(model, "mmlu-pro/official-local", records);
    return TestRuns.of(model, TestRuns.with(manifest, facts), records);
  }
}
