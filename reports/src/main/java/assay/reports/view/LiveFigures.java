package assay.reports.view;

import assay.reports.InconsistentRecordsException;
import assay.reports.Report;
import assay.reports.RunRecords;
import assay.reports.render.HtmlRenderer;
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

/// The report's figures over the records so far, made again when there are a tenth more of them, or
/// when the runs have come to rest: over a whole run the work stays proportional to its records.
/// Thread-safe.
final class LiveFigures {
  private static final double GROWTH = 1.1;
  private static final int REST = 3;
  private static final Duration LEAST_REST = Duration.ofSeconds(2);

  private final Executor executor;
  private final InstantSource clock;
  private Figures made = new Figures(0, 0, -1, "");
  private boolean busy;
  private Instant next = Instant.MIN;

  LiveFigures(Executor executor, InstantSource clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /// The sections of a report.
  ///
  /// @param version counts them, from 1; 0 before the first
  /// @param generation of the runs whose records they are of
  /// @param records how many records they are made from
  /// @param html what the page shows
  record Figures(int version, int generation, long records, String html) {}

  /// Returns the newest figures.
  synchronized Figures newest() {
    return made;
  }

  /// Starts making figures if they are due.
  ///
  /// @param records how many records there are
  /// @param settled whether no more are expected
  /// @param runs gives the records at the moment when it is called
  synchronized void update(
      int generation, long records, boolean settled, Supplier<List<RunRecords>> runs) {
    boolean first = made.version() == 0 || generation != made.generation();
    boolean grown = records > made.records() && (settled || records >= made.records() * GROWTH);
    if (busy || !(first || grown) || clock.instant().isBefore(next)) {
      return;
    }
    busy = true;
    executor.execute(() -> make(generation, records, runs));
  }

  private void make(int generation, long records, Supplier<List<RunRecords>> runs) {
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

  private synchronized void keep(int generation, long records, String html, Instant start) {
    Instant end = clock.instant();
    Duration rest = Duration.between(start, end).multipliedBy(REST);
    made = new Figures(made.version() + 1, generation, records, html);
    next = end.plus(rest.compareTo(LEAST_REST) < 0 ? LEAST_REST : rest);
    busy = false;
  }

  private static String html(List<RunRecords> runs) throws IOException {
    StringWriter html = new StringWriter();
    HtmlRenderer.figures(Report.of(runs), html);
    return html.toString();
  }
}
