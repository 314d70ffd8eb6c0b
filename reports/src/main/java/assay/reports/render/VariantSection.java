package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import assay.reports.variants.Variant;
import assay.reports.variants.VariantAxis;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Runs that a plan varies, a line each.
///
/// The columns of `variants.csv`: `suite`, `run`, one for each axis that any study has, `n`
/// (attempts measured), `score`, `score_low`, `score_high` (95 %), `not_measured`,
/// `tokens_per_answer`, `prefill_tokens_per_second`, `decode_tokens_per_second` (medians),
/// `difference` from the study's first run with `difference_low`, `difference_high` (95 %, paired)
/// and `p_adjusted` (Holm).
final class VariantSection {
  private VariantSection() {}

  static Optional<Section> of(List<VariantStudy> studies) {
    if (studies.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            "variants",
            "Variants",
            studies.stream().map(VariantSection::sentence).toList(),
            studies.stream().map(VariantSection::table).map(Section.Part::of).toList(),
            List.of(file(studies))));
  }

  private static String sentence(VariantStudy study) {
    List<String> axes = new ArrayList<>();
    for (VariantAxis axis : study.axes()) {
      String alike =
          axis.alike().isEmpty() ? "" : " (and with it " + String.join(", ", axis.alike()) + ")";
      axes.add("%s in %d levels%s".formatted(axis.name(), axis.levels().size(), alike));
    }
    List<String> lost =
        study.variants().stream()
            .filter(variant -> variant.accuracy().counts().measured() == 0)
            .map(Variant::run)
            .toList();
    String unmeasured =
        lost.isEmpty()
            ? "all of them measured."
            : "all but %s measured, where nothing was.".formatted(String.join(", ", lost));
    return ("%d runs on %s, judged by %s, vary %s. Differences are over the %s samples that "
            + unmeasured.replace("%", "%%"))
        .formatted(
            study.variants().size(),
            study.suite(),
            study.scorer(),
            String.join(", ", axes),
            Figures.count(study.samples()));
  }

  private static Table table(VariantStudy study) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(text("run"));
    study.axes().forEach(axis -> columns.add(text(axis.name())));
    columns.addAll(
        List.of(
            number("score, %"),
            number("95 % interval"),
            number("n"),
            number("not measured"),
            number("difference, points"),
            number("95 % interval of it"),
            number("p, adjusted"),
            number("tokens per answer"),
            number("prefill, tokens/s"),
            number("decode, tokens/s")));
    return new Table(
            "Variants, " + study.suite(),
            columns,
            study.variants().stream().map(variant -> row(study, variant)).toList(),
            List.of(
                "Differences are from "
                    + study.base()
                    + ", sample by sample; p after Holm's correction over the variants."))
        .withoutEmptyColumns();
  }

  private static List<String> row(VariantStudy study, Variant variant) {
    List<String> row = new ArrayList<>();
    row.add(variant.run());
    study.axes().forEach(axis -> row.add(variant.levels().get(axis.name())));
    row.add(Figures.percent(variant.accuracy().estimate().value()));
    row.add(Figures.percent(variant.accuracy().estimate().interval()));
    row.add(Figures.count(variant.accuracy().counts().measured()));
    row.add(Figures.count(variant.accuracy().counts().unmeasured()));
    row.add(
        variant.against().map(a -> Figures.points(a.difference().value())).orElse(Figures.NONE));
    row.add(
        variant.against().map(a -> Figures.points(a.difference().interval())).orElse(Figures.NONE));
    row.add(variant.against().map(a -> p(a.adjustedP())).orElse(Figures.NONE));
    row.add(Sizes.plain(variant.tokens()));
    row.add(Sizes.plain(variant.pace().prefillRate().value()));
    row.add(Sizes.plain(variant.pace().decodeRate().value()));
    return row;
  }

  /// Returns a p-value as tables show it.
  static String p(double value) {
    return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static Section.DataFile file(List<VariantStudy> studies) {
    Set<String> axes = new LinkedHashSet<>();
    studies.forEach(study -> study.axes().forEach(axis -> axes.add(axis.name())));
    List<Table.Column> columns = new ArrayList<>(List.of(text("suite"), text("run")));
    axes.forEach(axis -> columns.add(text(column(axis))));
    columns.addAll(
        List.of(
            number("n"),
            number("score"),
            number("score_low"),
            number("score_high"),
            number("not_measured"),
            number("tokens_per_answer"),
            number("prefill_tokens_per_second"),
            number("decode_tokens_per_second"),
            number("difference"),
            number("difference_low"),
            number("difference_high"),
            number("p_adjusted")));
    List<List<String>> rows = new ArrayList<>();
    for (VariantStudy study : studies) {
      study.variants().forEach(variant -> rows.add(fileRow(study, axes, variant)));
    }
    return new Section.DataFile("variants", columns, rows);
  }

  private static List<String> fileRow(VariantStudy study, Set<String> axes, Variant variant) {
    List<String> row = new ArrayList<>(List.of(study.suite(), variant.run()));
    axes.forEach(axis -> row.add(variant.levels().getOrDefault(axis, "")));
    row.add(Long.toString(variant.accuracy().counts().measured()));
    row.add(exact(variant.accuracy().estimate().value()));
    row.addAll(ends(variant.accuracy().estimate().interval()));
    row.add(Long.toString(variant.accuracy().counts().unmeasured()));
    row.add(exact(variant.tokens()));
    row.add(exact(variant.pace().prefillRate().value()));
    row.add(exact(variant.pace().decodeRate().value()));
    row.add(variant.against().map(a -> exact(a.difference().value())).orElse(""));
    row.addAll(ends(variant.against().map(a -> a.difference().interval())));
    row.add(variant.against().map(a -> exact(a.adjustedP())).orElse(""));
    return row;
  }

  /// Returns the name of an axis as that of a file's column.
  static String column(String axis) {
    return axis.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  /// Returns both ends of an interval, or nothing for both.
  static List<String> ends(Optional<Interval> interval) {
    return interval
        .map(each -> List.of(exact(each.low()), exact(each.high())))
        .orElse(List.of("", ""));
  }

  static String exact(OptionalDouble value) {
    return value.stream().mapToObj(VariantSection::exact).findFirst().orElse("");
  }

  static String exact(double value) {
    return Figures.exact(value).toPlainString();
  }
}
