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

  record Judgement(String run, SampleRecord record, String scorer, Score score) {
    static Stream<Judgement> of(RunReport run) {
      return run.records().source().open().flatMap(record -> of(run.name(), record));
    }

    private static Stream<Judgement> of(String run, SampleRecord record) {
      return record.scores().entrySet().stream()
          .map(each -> new Judgement(run, record, each.getKey(), each.getValue()));
    }
  }

  static DataFile<Judgement> of(Report report) {
    return new DataFile<>(
        "samples",
        List.of(
            Column.text("", "run", "the run's name", Judgement::run),
            Column.text("", "sample", "its id", row -> row.record().sample().id()),
            Column.<Judgement>number(Unit.NAME, "", row -> Cell.of(row.record().attempt()))
                .in("attempt", "its number, from 0"),
            Column.text("", "facets", "name=value, joined by ;", SampleFile::facets),
            Column.text("", "target", "the right answer", row -> row.record().sample().target()),
            Column.text("", "scorer", "who judged", Judgement::scorer),
            score("verdict", Score::verdict, "correct, wrong, no-answer or not-measured"),
            score("answer", Score::answerText, "as the model gave it"),
            score("rule", Score::ruleName, "that decided"),
            score("cause", ScoreText::cause, "of not being measured"),
            score("detail", ScoreText::detail, "in words"),
            completion(
                "stop_reason", done -> Cell.of(done.stopReason().toString()), "why it ended"),
            Column.<Judgement>known("", SampleFile::truncated)
                .in("truncated", "whether a limit cut the completion"),
            completion("prompt_tokens", done -> Cell.of(done.promptTokens()), "where known"),
            completion("completion_tokens", done -> Cell.of(done.completionTokens()), "generated"),
            completion(
                "tries",
                done -> Cell.of(done.call(), call -> Cell.of(call.tries())),
                "how often the call was made, where there is one")),
        () -> report.runs().stream().flatMap(Judgement::of));
  }

  private static String facets(Judgement row) {
    return row.record().sample().facets().entrySet().stream()
        .map(facet -> facet.getKey() + "=" + facet.getValue())
        .collect(Collectors.joining(";"));
  }

  private static Column<Judgement> score(String key, Function<Score, String> of, String what) {
    return Column.text("", key, what, row -> of.apply(row.score()));
  }

  private static Column<Judgement> completion(
      String key, Function<Completion, Cell> of, String what) {
    return Column.number(Unit.COUNT, "", key, what, row -> Cell.of(done(row), of));
  }

  private static Optional<Completion> done(Judgement row) {
    return row.record().outcome() instanceof Completion done ? Optional.of(done) : Optional.empty();
  }

  private static Optional<String> truncated(Judgement row) {
    return done(row).map(done -> Boolean.toString(row.record().truncated()));
  }
}
