package assay.reports.section;

import assay.reports.Report;
import assay.reports.run.RunReport;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Unit;
import assay.reports.text.ScoreText;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every verdict, a row for each attempt and scorer, read from the records as a stream. Prompts and
/// completions stay in the record file. Answers are written as the model gave them; a spreadsheet
/// may take one that begins with `=` for a formula.
final class SampleFile {
  private SampleFile() {}

  private record Row(String run, SampleRecord record, String scorer, Score score) {
    static Stream<Row> of(RunReport run) {
      return run.records().source().open().flatMap(record -> of(run.name(), record));
    }

    private static Stream<Row> of(String run, SampleRecord record) {
      return record.scores().entrySet().stream()
          .map(each -> new Row(run, record, each.getKey(), each.getValue()));
    }
  }

  static DataFile<Row> of(Report report) {
    return new DataFile<>(
        "samples",
        List.of(
            Column.text("", Row::run).in("run", "the run's name"),
            Column.<Row>text("", row -> row.record().sample().id()).in("sample", "its id"),
            Column.<Row>number(Unit.NAME, "", row -> Cell.of(row.record().attempt()))
                .in("attempt", "its number, from 0"),
            Column.text("", SampleFile::facets).in("facets", "name=value, joined by ;"),
            Column.<Row>text("", row -> row.record().sample().target())
                .in("target", "the right answer"),
            Column.text("", Row::scorer).in("scorer", "who judged"),
            score("verdict", Score::verdict, "correct, wrong, no-answer or not-measured"),
            score("answer", Score::answerText, "as the model gave it"),
            score("rule", Score::ruleName, "that decided"),
            score("cause", ScoreText::cause, "of not being measured"),
            score("detail", ScoreText::detail, "in words"),
            completion(
                "stop_reason", done -> Cell.of(done.stopReason().toString()), "why it ended"),
            Column.<Row>known("", SampleFile::truncated)
                .in("truncated", "whether a limit cut the completion"),
            completion("prompt_tokens", done -> Cell.of(done.promptTokens()), "where known"),
            completion("completion_tokens", done -> Cell.of(done.completionTokens()), "generated")),
        () -> report.runs().stream().flatMap(Row::of));
  }

  private static String facets(Row row) {
    return row.record().sample().facets().entrySet().stream()
        .map(facet -> facet.getKey() + "=" + facet.getValue())
        .collect(Collectors.joining(";"));
  }

  private static Column<Row> score(String key, Function<Score, String> of, String what) {
    return Column.<Row>text("", row -> of.apply(row.score())).in(key, what);
  }

  private static Column<Row> completion(String key, Function<Completion, Cell> of, String what) {
    return Column.<Row>number(Unit.COUNT, "", row -> Cell.of(done(row), of)).in(key, what);
  }

  private static Optional<Completion> done(Row row) {
    return row.record().outcome() instanceof Completion done ? Optional.of(done) : Optional.empty();
  }

  private static Optional<String> truncated(Row row) {
    return done(row).map(done -> Boolean.toString(row.record().truncated()));
  }
}
