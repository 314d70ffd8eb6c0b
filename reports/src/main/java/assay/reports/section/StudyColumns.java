package assay.reports.section;

import assay.reports.run.Counts;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Unit;
import assay.reports.variants.Variant;
import assay.reports.variants.VariantStudy;
import java.util.List;

/// The columns that every table of a study's variants has.
final class StudyColumns {
  static final Column<Member> SUITE =
      Column.<Member>text("suite", row -> row.study().suite()).in("suite", "what was asked");
  static final Column<Member> RUN =
      Column.<Member>text("run", row -> row.variant().run()).in("run", "the run's name");
  static final Column<Member> SCORE = Scores.value(row -> row.variant().accuracy().estimate());
  static final Column<Member> INTERVAL =
      Scores.interval(row -> row.variant().accuracy().estimate());
  static final Column<Member> N =
      Column.<Member>number(Unit.COUNT, "n", row -> Cell.of(row.counts().measured()))
          .in("n", "attempts measured");
  static final Column<Member> NOT_MEASURED =
      Column.<Member>number(Unit.COUNT, "not measured", row -> Cell.of(row.counts().unmeasured()))
          .in("not_measured", "attempts that were not");

  private StudyColumns() {}

  /// A variant in its study.
  record Member(VariantStudy study, Variant variant) {
    private Counts counts() {
      return variant.accuracy().counts();
    }
  }

  /// Returns the variants of a study.
  static List<Member> members(VariantStudy study) {
    return study.variants().stream().map(variant -> new Member(study, variant)).toList();
  }

  /// Returns the variants of all studies.
  static List<Member> members(List<VariantStudy> studies) {
    return studies.stream().flatMap(study -> members(study).stream()).toList();
  }
}
