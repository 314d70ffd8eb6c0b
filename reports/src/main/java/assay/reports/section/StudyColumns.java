package assay.reports.section;

import assay.reports.run.Counts;
import assay.reports.table.Column;
import assay.reports.variants.Variant;
import assay.reports.variants.VariantStudy;
import java.util.List;

/// The columns that every table of a study's variants has.
final class StudyColumns {
  static final Column<StudyRun> SUITE =
      Column.text("suite", "suite", "what was asked", row -> row.study().suite());
  static final Column<StudyRun> RUN =
      Column.text("run", "run", "the run's name", row -> row.variant().run());
  static final Column<StudyRun> SCORE = Scores.value(row -> row.variant().accuracy().estimate());
  static final Column<StudyRun> INTERVAL =
      Scores.interval(row -> row.variant().accuracy().estimate());
  static final Column<StudyRun> N =
      Column.count("n", "n", "attempts measured", row -> row.counts().measured());
  static final Column<StudyRun> NOT_MEASURED =
      Column.<StudyRun>count("not measured", row -> row.counts().unmeasured())
          .in("not_measured", "attempts that were not");

  private StudyColumns() {}

  /// A variant in its study.
  record StudyRun(VariantStudy study, Variant variant) {
    private Counts counts() {
      return variant.accuracy().counts();
    }
  }

  /// Returns the variants of a study.
  static List<StudyRun> members(VariantStudy study) {
    return study.variants().stream().map(variant -> new StudyRun(study, variant)).toList();
  }

  /// Returns the variants of all studies.
  static List<StudyRun> members(List<VariantStudy> studies) {
    return studies.stream().flatMap(study -> members(study).stream()).toList();
  }
}
