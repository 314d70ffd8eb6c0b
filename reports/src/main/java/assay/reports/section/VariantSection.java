package assay.reports.section;

import static assay.reports.section.StudyColumns.INTERVAL;
import static assay.reports.section.StudyColumns.N;
import static assay.reports.section.StudyColumns.NOT_MEASURED;
import static assay.reports.section.StudyColumns.RUN;
import static assay.reports.section.StudyColumns.SCORE;
import static assay.reports.section.StudyColumns.SUITE;
import static assay.reports.section.StudyColumns.members;

import assay.reports.section.StudyColumns.StudyRun;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import assay.reports.text.FileNames;
import assay.reports.variants.Variant;
import assay.reports.variants.VariantAxis;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs that a plan varies, a line each.
final class VariantSection {
  private static final Column<StudyRun> DIFFERENCE =
      Column.<StudyRun>number(
              Unit.DIFFERENCE,
              "difference, points",
              row -> Cell.of(row.variant().against(), a -> Cell.of(a.difference().value())))
          .in("difference", "from the study's first run, sample by sample");
  private static final Column<StudyRun> DIFFERENCE_INTERVAL =
      Column.<StudyRun>range(
              Unit.DIFFERENCE,
              "95 % interval of it",
              row -> Cell.of(row.variant().against(), a -> Cell.of(a.difference().interval())))
          .in("difference", "its 95 % interval, paired");
  private static final Column<StudyRun> P =
      Column.<StudyRun>number(
              Unit.PROBABILITY,
              "p, adjusted",
              row -> Cell.of(row.variant().against(), a -> Cell.of(a.adjustedP())))
          .in("p_adjusted", "after Holm's correction over the study's variants");
  private static final Column<StudyRun> TOKENS =
      Column.<StudyRun>number(
              Unit.PLAIN, "tokens per answer", row -> Cell.of(row.variant().tokens()))
          .in("tokens_per_answer", "generated, a mean");
  private static final Column<StudyRun> PREFILL =
      Column.<StudyRun>number(
              Unit.PLAIN,
              "prefill, tokens/s",
              row -> Cell.of(row.variant().times().prefillRate().value()))
          .in("prefill_tokens_per_second", "a median over attempts");
  private static final Column<StudyRun> DECODE =
      Column.<StudyRun>number(
              Unit.PLAIN,
              "decode, tokens/s",
              row -> Cell.of(row.variant().times().decodeRate().value()))
          .in("decode_tokens_per_second", "a median over attempts");

  private VariantSection() {}

  static Optional<Section> of(List<VariantStudy> studies) {
    if (studies.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    studies.forEach(study -> parts.add(new Part.Sentence(sentence(study))));
    studies.forEach(study -> parts.add(Part.of(table(study))));
    return Optional.of(Section.of("variants", "Variants", parts, List.of(file(studies))));
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
    return "%d runs on %s, judged by %s, vary %s. Differences are over the %s samples that %s"
        .formatted(
            study.variants().size(),
            study.suite(),
            study.scorer(),
            String.join(", ", axes),
            Figures.count(study.samples()),
            lost.isEmpty()
                ? "all of them measured."
                : "all but %s measured, where nothing was.".formatted(String.join(", ", lost)));
  }

  private static Table<StudyRun> table(VariantStudy study) {
    List<Column<StudyRun>> columns = new ArrayList<>(List.of(RUN));
    study.axes().forEach(axis -> columns.add(level(axis.name())));
    columns.addAll(List.of(SCORE, INTERVAL, N, NOT_MEASURED));
    columns.addAll(List.of(DIFFERENCE, DIFFERENCE_INTERVAL, P, TOKENS, PREFILL, DECODE));
    return new Table<>(
            "Variants, " + study.suite(),
            columns,
            members(study),
            List.of(
                "Differences are from "
                    + study.base()
                    + ", sample by sample; p after Holm's correction over the variants."))
        .withoutEmptyColumns();
  }

  private static DataFile<StudyRun> file(List<VariantStudy> studies) {
    Stream<String> axes =
        studies.stream().flatMap(study -> study.axes().stream()).map(VariantAxis::name).distinct();
    List<Column<StudyRun>> columns = new ArrayList<>(List.of(SUITE, RUN));
    axes.forEach(axis -> columns.add(level(axis)));
    columns.addAll(List.of(N, SCORE, INTERVAL, NOT_MEASURED, TOKENS, PREFILL, DECODE));
    columns.addAll(List.of(DIFFERENCE, DIFFERENCE_INTERVAL, P));
    return new DataFile<>("variants", columns, members(studies));
  }

  private static Column<StudyRun> level(String axis) {
    return Column.<StudyRun>text(axis, row -> row.variant().levels().getOrDefault(axis, ""))
        .in(FileNames.column(axis), "the run's level on this axis");
  }
}
