package assay.reports.view;

import assay.reports.Report;
import assay.reports.axes.AxisOptions;
import assay.reports.compare.Ranking;
import assay.reports.page.HtmlRenderer;
import assay.reports.run.AnswerLikeness;
import assay.reports.run.AttemptChoice;
import assay.reports.run.InconsistentRecordsException;
import assay.reports.run.RunRecords;
import assay.results.store.MalformedRecordException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The report's figures over the records so far, made again when one of the runs has a fifth more
/// of them, or when all have come to rest: over a whole run the work stays proportional to its
/// records. Thread-safe.
final class LiveFigures {
  private static final double GROWTH = 1.2;
  private static final int REST = 3;
  private static final Duration LEAST_REST = Duration.ofSeconds(2);

  private final AnswerLikeness likeness;
  private final Executor executor;
  private final InstantSource clock;
  private PageFigures made = new PageFigures(0, 0, List.of(), "");
  private boolean busy;
  private Instant next = Instant.MIN;

  LiveFigures(AnswerLikeness likeness, Executor executor, InstantSource clock) {
    this.likeness = likeness;
    this.executor = executor;
    this.clock = clock;
  }

  /// The sections of a report.
  ///
  /// @param version counts them, from 1; 0 before the first
  /// @param generation of the runs whose records they are of
  /// @param records how many records of each run they are made from
  /// @param html what the page shows
  record PageFigures(int version, int generation, List<Integer> records, String html) {
    PageFigures {
      records = List.copyOf(records);
    }

    long allRecords() {
      return records.stream().mapToLong(Integer::longValue).sum();
    }
  }

  /// Returns the newest figures.
  synchronized PageFigures newest() {
    return made;
  }

  /// Starts making figures if they are due.
  ///
  /// @param records how many records each run has
  /// @param settled whether no more are expected
  /// @param runs gives the records at the moment when it is called
  synchronized void update(
      int generation, List<Integer> records, boolean settled, Supplier<List<RunRecords>> runs) {
    boolean first = made.version() == 0 || generation != made.generation();
    boolean due = first || (settled ? !records.equals(made.records()) : grown(records));
    if (busy || !due || clock.instant().isBefore(next)) {
      return;
    }
    busy = true;
    executor.execute(() -> make(generation, records, runs));
  }

  private boolean grown(List<Integer> records) {
    return IntStream.range(0, records.size())
        .anyMatch(
            run ->
                records.get(run) > made.records().get(run)
                    && records.get(run) >= GROWTH * made.records().get(run));
  }

  private void make(int generation, List<Integer> records, Supplier<List<RunRecords>> runs) {
    Instant start = clock.instant();
    String html = "";
    try {
      html = html(runs.get());
    } catch (MalformedRecordException | InconsistentRecordsException e) {
      html = HtmlRenderer.warning("The figures cannot be made: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      html = HtmlRenderer.warning("The records cannot be read: " + e.getMessage());
    } finally {
      keep(generation, records, html, start);
    }
  }

  private synchronized void keep(
      int generation, List<Integer> records, String html, Instant start) {
    Instant end = clock.instant();
    Duration rest = Duration.between(start, end).multipliedBy(REST);
    made = new PageFigures(made.version() + 1, generation, records, html);
    next = end.plus(rest.compareTo(LEAST_REST) < 0 ? LEAST_REST : rest);
    busy = false;
  }

  private String html(List<RunRecords> runs) throws IOException {
    StringWriter html = new StringWriter();
    AttemptChoice attempts = new AttemptChoice(List.of(), likeness);
    HtmlRenderer.figures(Report.of(runs, AxisOptions.DEFAULT, attempts, Ranking.Order.SCORE), html);
    return html.toString();
  }
}
