package assay.reports.render;

import assay.reports.Report;
import assay.reports.run.Accuracy;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.OfficialFigure;
import assay.reports.run.PassAtK;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.run.Slice;
import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
import assay.reports.text.ScoreText;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.SampleRecord;
import assay.results.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/// A report as two CSV files (RFC 4180, UTF-8, lines end with a line feed, shares from 0 to 1).
///
/// **Summary**, one row a figure:
/// - `run`, `model`, `suite`, `protocol`, `scorer`: whose figure it is.
/// - `figure`: `accuracy`, `official` (with its convention under `group`), `macro` (unweighted mean
///   over the values of the facet under `facet`) or `pass@k`.
/// - `facet`, `group`: the facet and its value, both empty for the whole run.
/// - `value`, `standard_error`, `interval_low`, `interval_high` (95 %), `bound_low`, `bound_high`:
///   empty where they are undefined.
/// - `n`: what the figure was divided by; `correct`, `wrong`, `no_answer` (part of `wrong`),
///   `not_measured`, `truncated`: attempts, for accuracies only.
///
/// **Samples**, one row for each attempt and scorer: `run`, `sample`, `attempt`, `facets`
/// (`name=value`, joined by `;`), `target`, `scorer`, `verdict` (`correct`, `wrong`, `no-answer`,
/// `not-measured`), `answer`, `rule`, `cause`, `detail`, `stop_reason`, `truncated`,
/// `prompt_tokens`, `completion_tokens`. Prompts and completions stay in the record file. Answers
/// are written as the model gave them; a spreadsheet may take one that begins with `=` for a
/// formula.
public final class CsvRenderer {
  private static final CSVFormat RFC_4180 =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
  private static final List<String> SUMMARY_COLUMNS =
      List.of(
          "run",
          "model",
          "suite",
          "protocol",
          "scorer",
          "figure",
          "facet",
          "group",
          "value",
          "standard_error",
          "interval_low",
          "interval_high",
          "bound_low",
          "bound_high",
          "n",
          "correct",
          "wrong",
          "no_answer",
          "not_measured",
          "truncated");
  private static final List<String> SAMPLE_COLUMNS =
      List.of(
          "run",
          "sample",
          "attempt",
          "facets",
          "target",
          "scorer",
          "verdict",
          "answer",
          "rule",
          "cause",
          "detail",
          "stop_reason",
          "truncated",
          "prompt_tokens",
          "completion_tokens");
  private static final List<Object> NO_COUNTS = Collections.nCopies(5, "");

  /// Writes every figure of the report.
  public void renderSummary(Report report, Appendable out) throws IOException {
    RFC_4180.printRecord(out, SUMMARY_COLUMNS.toArray());
    for (RunReport run : report.runs()) {
      for (ScorerReport scorer : run.scorers()) {
        accuracy(out, run, List.of(scorer.scorer(), "accuracy", "", ""), scorer.accuracy());
        for (OfficialFigure figure : scorer.official()) {
          official(out, run, scorer.scorer(), figure);
        }
      }
      if (!run.scorers().isEmpty()) {
        breakdowns(out, run, run.scorers().getFirst().scorer());
      }
    }
  }

  /// Writes every verdict of the report's runs, reading their records as a stream.
  public void renderSamples(Report report, Appendable out) throws IOException {
    RFC_4180.printRecord(out, SAMPLE_COLUMNS.toArray());
    for (RunReport run : report.runs()) {
      try (Stream<SampleRecord> records = run.records().source().open()) {
        for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
          sample(out, run.name(), each.next());
        }
      }
    }
  }

  private static void breakdowns(Appendable out, RunReport run, String own) throws IOException {
    for (Breakdown breakdown : run.breakdowns()) {
      for (Slice slice : breakdown.slices()) {
        List<String> figure = List.of(own, "accuracy", breakdown.facet(), slice.value());
        accuracy(out, run, figure, slice.accuracy());
      }
      List<String> macro = List.of(own, "macro", breakdown.facet(), "");
      row(out, run, macro, estimate(breakdown.macro()), breakdown.slices().size(), NO_COUNTS);
    }
    for (PassAtK pass : run.passAtK()) {
      List<String> figure = List.of(own, "pass@" + pass.k(), "", "");
      row(out, run, figure, estimate(pass.estimate()), pass.samples(), NO_COUNTS);
    }
  }

  private static void accuracy(
      Appendable out, RunReport run, List<String> figure, Accuracy accuracy) throws IOException {
    Counts counts = accuracy.counts();
    List<Object> verdicts =
        List.of(
            counts.correct(),
            counts.wrong(),
            counts.noAnswer(),
            counts.unmeasured(),
            counts.truncated());
    row(out, run, figure, estimate(accuracy.estimate()), counts.measured(), verdicts);
  }

  private static void official(Appendable out, RunReport run, String scorer, OfficialFigure figure)
      throws IOException {
    List<String> name = List.of(scorer, "official", "", figure.convention());
    List<String> value = List.of(number(OptionalDouble.of(figure.value())), "", "", "", "", "");
    row(out, run, name, value, figure.samples(), NO_COUNTS);
  }

  private static void row(
      Appendable out,
      RunReport run,
      List<String> figure,
      List<String> estimate,
      long n,
      List<Object> counts)
      throws IOException {
    List<Object> row = new ArrayList<>();
    row.add(run.name());
    row.add(run.manifest().model().name());
    row.add(run.manifest().dataset().suite());
    row.add(run.manifest().protocol().name());
    row.addAll(figure);
    row.addAll(estimate);
    row.add(n);
    row.addAll(counts);
    RFC_4180.printRecord(out, row.toArray());
  }

  private static List<String> estimate(Estimate estimate) {
    Optional<Interval> interval = estimate.interval();
    return List.of(
        number(estimate.value()),
        number(estimate.standardError()),
        interval.map(each -> number(each.low())).orElse(""),
        interval.map(each -> number(each.high())).orElse(""),
        number(estimate.bounds().low()),
        number(estimate.bounds().high()));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static String number(double value) {
    return Figures.exact(value).toPlainString();
  }

  private static void sample(Appendable out, String run, SampleRecord record) throws IOException {
    String facets =
        record.sample().facets().entrySet().stream()
            .map(facet -> facet.getKey() + "=" + facet.getValue())
            .collect(Collectors.joining(";"));
    for (Map.Entry<String, Score> entry : record.scores().entrySet()) {
      Score score = entry.getValue();
      List<Object> row = new ArrayList<>();
      row.addAll(List.of(run, record.sample().id(), record.attempt(), facets));
      row.addAll(List.of(record.sample().target(), entry.getKey(), score.verdict()));
      row.addAll(List.of(score.answerText(), score.ruleName()));
      row.addAll(List.of(ScoreText.cause(score), ScoreText.detail(score)));
      row.addAll(outcome(record));
      RFC_4180.printRecord(out, row.toArray());
    }
  }

  private static List<Object> outcome(SampleRecord record) {
    return switch (record.outcome()) {
      case Completion done ->
          List.of(
              done.stopReason(),
              record.truncated(),
              number(done.promptTokens()),
              number(done.completionTokens()));
      case Failure failure -> List.of("", "", "", "");
    };
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }
}
