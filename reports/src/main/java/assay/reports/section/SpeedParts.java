package assay.reports.section;

import assay.reports.chart.Picture;
import assay.reports.chart.RateChart;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.results.speed.MeasuredSpeed;
import assay.results.speed.MeasuredSpeed.Behind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// How fast models are behind sequences of several lengths, beside what they keep of them.
final class SpeedParts {
  /// One length of one model.
  private record Measured(MeasuredSpeed speed, Behind behind) {}

  private static final List<Column<Measured>> COLUMNS =
      List.of(
          Column.text("model", "model", "its file", row -> row.speed().model()),
          Column.text(
              "attention",
              "attention",
              "how positions look at each other",
              row -> row.speed().attention()),
          Column.count("tokens before", "tokens", "in the cache", row -> row.behind().tokens()),
          Column.<Measured>number(
                  Unit.BYTES, "kept of them", row -> Cell.of(row.behind().sequenceBytes()))
              .in("sequence_bytes", "that the architecture keeps"),
          rate("prefill, tokens/s", behind -> OptionalDouble.of(behind.prefill()))
              .in("prefill_tokens_per_second", "a median"),
          rate("decode, tokens/s", Behind::decode).in("decode_tokens_per_second", "a median"),
          Column.text("kernels", "kernels", "that computed", row -> row.speed().kernels()));

  private SpeedParts() {}

  private static Column<Measured> rate(String header, Function<Behind, OptionalDouble> of) {
    return Column.number(Unit.PLAIN, header, row -> Cell.of(of.apply(row.behind())));
  }

  private static List<Measured> rows(List<MeasuredSpeed> speeds) {
    return speeds.stream()
        .flatMap(speed -> speed.lengths().stream().map(behind -> new Measured(speed, behind)))
        .toList();
  }

  static DataFile<?> file(List<MeasuredSpeed> speeds) {
    return new DataFile<>("speed", COLUMNS, rows(speeds));
  }

  static List<Part> of(List<MeasuredSpeed> speeds) {
    Table<Measured> table =
        new Table<>(
            "Rates behind a sequence",
            COLUMNS,
            rows(speeds),
            List.of(
                "Medians, as assay bench measured them with random tokens: of a prompt behind so"
                    + " many tokens, and of one sequence that is continued there."));
    return List.of(
        Part.of(
            Drawing.of(
                "speed-decode",
                "Decode, tokens a second, by what is before",
                () -> chart(speeds, Behind::decode))),
        Part.of(
            Drawing.of(
                "speed-prefill",
                "Prefill, tokens a second, by what is before",
                () -> chart(speeds, behind -> OptionalDouble.of(behind.prefill()))),
            table));
  }

  private static Picture chart(List<MeasuredSpeed> speeds, Function<Behind, OptionalDouble> rate) {
    return RateChart.of(
        speeds.stream()
            .map(speed -> line(speed, rate))
            .filter(line -> !line.points().isEmpty())
            .limit(RateChart.MOST_LINES)
            .toList());
  }

  private static RateChart.Line line(MeasuredSpeed speed, Function<Behind, OptionalDouble> rate) {
    return new RateChart.Line(
        "%s (%s)".formatted(speed.model(), speed.attention()),
        speed.lengths().stream()
            .filter(behind -> behind.tokens() > 0 && rate.apply(behind).isPresent())
            .map(behind -> new RateChart.Point(behind.tokens(), rate.apply(behind).getAsDouble()))
            .toList());
  }
}
