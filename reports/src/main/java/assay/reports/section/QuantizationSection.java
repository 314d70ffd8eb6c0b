package assay.reports.section;

import assay.reports.axes.QuantizationReport;
import assay.reports.axes.QuantizationReport.Row;
import assay.reports.axes.QuantizationReport.Versus;
import assay.reports.run.AnswerTimes;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import assay.results.divergence.Divergence;
import assay.results.divergence.Divergence.Estimated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Files of one model: what each takes, how far its distributions are from the reference's, and
/// whether its score can be told from the reference's.
final class QuantizationSection {
  private static final Column<Judged> FILE =
      Column.text("file", "file", "of the model", judged -> judged.row().file().name());
  private static final List<Column<Judged>> SIZES =
      List.of(
          QuantizationSection.<Judged>bytes("size", judged -> judged.row().file().fileBytes())
              .in("file_bytes", "of the model's files"),
          QuantizationSection.<Judged>bytes(
                  "read per token", judged -> judged.row().file().weightBytesPerToken())
              .in("weight_bytes_per_token", "read for one token decoded alone"),
          rate("prefill, tokens/s", AnswerTimes::prefillRate)
              .in("prefill_tokens_per_second", "a median"),
          rate("decode, tokens/s", AnswerTimes::decodeRate)
              .in("decode_tokens_per_second", "a median"));
  private static final List<Column<Judged>> DIVERGENCE =
      List.of(
          estimated(Unit.PLAIN, "KL divergence", figures -> figures.kl().mean())
              .in("kl_mean", "from the reference, in nats a token"),
          range(Unit.PLAIN, figures -> figures.kl().mean()).in("kl_mean", "its 95 % interval"),
          figure(Unit.PLAIN, "99 % of tokens", figures -> figures.kl().p99())
              .in("kl_p99", "that 99 % of tokens do not exceed"),
          estimated(Unit.SHARE, "same top token, %", Divergence.Figures::sameTop)
              .in("same_top_token", "share of tokens before which both find the same likeliest"),
          estimated(Unit.SHARE, "right token, RMS %", figures -> figures.right().rootMeanSquare())
              .in("right_token_rms", "change of its probability, root mean square"),
          estimated(Unit.FINE, "ln perplexity ratio", figures -> figures.perplexity().logRatio())
              .in("log_perplexity_ratio", "natural logarithm of perplexity over the reference's"));
  private static final List<Column<Judged>> SCORES =
      List.of(
          Column.count("n", "n", "attempts measured", judged -> judged.row().n()),
          Scores.value(judged -> judged.row().score()),
          Scores.interval(judged -> judged.row().score()));
  private static final List<Column<Judged>> VERSUS =
      List.of(
          versus(Unit.DIFFERENCE, "difference", each -> Cell.of(each.difference()))
              .in("difference", "from the reference, over the samples that both measured"),
          Column.<Judged>range(
                  Unit.DIFFERENCE,
                  "95 % interval",
                  judged -> Cell.of(judged.row().versus(), each -> Cell.of(each.interval())))
              .in("difference", "its 95 % interval"),
          versus(Unit.PROBABILITY, "p, adjusted", each -> Cell.of(each.adjustedP()))
              .in("p_adjusted", "that it is as large by chance, after Holm's correction"),
          versus(Unit.COUNT, "lost", each -> Cell.of(each.lost()))
              .in("lost", "samples that the reference alone got right"),
          versus(Unit.COUNT, "gained", each -> Cell.of(each.gained()))
              .in("gained", "samples that this file alone got right"),
          versus(Unit.DIFFERENCE, "would be seen", each -> Cell.of(each.detectable()))
              .in("detectable", "true difference that would be found four times in five"),
          Column.<Judged>known(
                  "told apart",
                  judged -> judged.row().versus().map(each -> each.distinguished() ? "yes" : "no"))
              .in("told_apart", "whether the score can be told from the reference's"));

  private QuantizationSection() {}

  /// A row of a report.
  private record Judged(QuantizationReport report, Row row) {
    static List<Judged> of(QuantizationReport report) {
      return report.rows().stream().map(row -> new Judged(report, row)).toList();
    }
  }

  private static <R> Column<R> bytes(String header, Function<R, OptionalLong> of) {
    return Column.number(Unit.BYTES, header, row -> Cell.of(of.apply(row)));
  }

  private static Column<Judged> rate(String header, Function<AnswerTimes, AnswerTimes.Median> of) {
    return Column.number(
        Unit.PLAIN, header, judged -> Cell.of(of.apply(judged.row().times()).value()));
  }

  private static Column<Judged> figure(
      Unit unit, String header, ToDoubleFunction<Divergence.Figures> of) {
    return Column.number(
        unit,
        header,
        judged -> Cell.of(judged.row().figures(), each -> Cell.of(of.applyAsDouble(each))));
  }

  private static Column<Judged> estimated(
      Unit unit, String header, Function<Divergence.Figures, Estimated> of) {
    return figure(unit, header, figures -> of.apply(figures).value());
  }

  private static Column<Judged> range(Unit unit, Function<Divergence.Figures, Estimated> of) {
    return Column.range(
        unit,
        "95 % interval",
        judged ->
            Cell.of(
                judged.row().figures().flatMap(figures -> of.apply(figures).interval()),
                range -> new Cell.Range(range.low(), range.high())));
  }

  private static Column<Judged> versus(Unit unit, String header, Function<Versus, Cell> of) {
    return Column.number(unit, header, judged -> Cell.of(judged.row().versus(), of));
  }

  static Optional<Section> of(List<QuantizationReport> reports) {
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    for (QuantizationReport report : reports) {
      parts.add(new Part.Sentence(sentence(report)));
      parts.add(Part.of(files(report)));
      parts.add(Part.of(scores(report)));
    }
    return Optional.of(Section.of("quantization", "Quantizations", parts, List.of(file(reports))));
  }

  private static Table<Judged> files(QuantizationReport report) {
    return new Table<>(
            "Files and their distributions, " + report.suite(),
            columns(SIZES, DIVERGENCE),
            Judged.of(report),
            List.of(
                "Divergences as assay engine divergence measured them, on texts of its own:"
                    + " Kullback-Leibler divergence from the reference in nats a token."))
        .withoutEmptyColumns();
  }

  private static Table<Judged> scores(QuantizationReport report) {
    return new Table<>(
            "Scores beside the reference, " + report.suite(),
            columns(SCORES, VERSUS),
            Judged.of(report),
            List.of(
                "Differences over the samples that both measured; p after Holm's correction over"
                    + " all files. Lost and gained are samples that changed their verdict."))
        .withoutEmptyColumns();
  }

  @SafeVarargs
  private static List<Column<Judged>> columns(List<Column<Judged>>... groups) {
    List<Column<Judged>> columns = new ArrayList<>(List.of(FILE));
    for (List<Column<Judged>> group : groups) {
      columns.addAll(group);
    }
    return columns;
  }

  private static String sentence(QuantizationReport report) {
    if (report.reference().isEmpty()) {
      return "The reference was not run on %s, so that no score can be held against it."
          .formatted(report.suite());
    }
    String reference = report.reference().get().file().name();
    String told =
        report.told().isEmpty()
            ? ""
            : " Told from it: %s."
                .formatted(
                    report.told().stream()
                        .map(row -> row.file().name())
                        .collect(Collectors.joining(", ")));
    return report
        .smallest()
        .map(row -> smallest(report.suite(), reference, row) + told)
        .orElse("On %s every file can be told from %s.".formatted(report.suite(), reference));
  }

  private static String smallest(String suite, String reference, Row row) {
    Versus versus = row.versus().orElseThrow();
    return String.format(
        Locale.ROOT,
        "On %s, %s%s is the smallest file whose score cannot be told from that of %s: %s points"
            + " (%s) over %s samples, where a true difference of %.1f points would have been found"
            + " four times in five. That does not make them the same: their divergence tells what"
            + " changed, whatever a suite can see.",
        suite,
        row.file().name(),
        row.file().fileBytes().isPresent()
            ? " (" + Sizes.bytes(row.file().fileBytes().getAsLong()) + ")"
            : "",
        reference,
        Figures.points(versus.difference()),
        Figures.points(versus.interval()),
        Figures.count(versus.samples()),
        100 * versus.detectable());
  }

  private static DataFile<Judged> file(List<QuantizationReport> reports) {
    List<Column<Judged>> columns = new ArrayList<>();
    columns.add(Column.text("", "suite", "what was asked", each -> each.report().suite()));
    columns.add(Column.text("", "scorer", "who judged", each -> each.report().scorer()));
    columns.add(Column.text("", "run", "the run's name", each -> each.row().run()));
    columns.addAll(columns(SIZES, DIVERGENCE, SCORES, VERSUS));
    return new DataFile<>(
        "quantization",
        columns,
        reports.stream().flatMap(report -> Judged.of(report).stream()).toList());
  }
}
