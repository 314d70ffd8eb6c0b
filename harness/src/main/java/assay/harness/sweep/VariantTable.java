package assay.harness.sweep;

import assay.harness.run.Eta;
import assay.harness.sweep.PlanExperiments.Planned;
import assay.reports.run.Estimate;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// The variants of a sweep with state, score and the time that is left. The estimate takes all
/// calls for equally long; where lengths differ much it is only a first idea. Not thread-safe.
public final class VariantTable {
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private long workNanos;
  private long made;
  private long startedNanos;

  /// Makes the table of variants that all wait.
  public VariantTable(List<Planned> variants) {
    this(variants, System::nanoTime);
  }

  VariantTable(List<Planned> variants, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    variants.forEach(each -> rows.put(each.variant().name(), new Row(each.calls())));
  }

  private static final class Row {
    private final long calls;
    private VariantState state = VariantState.WAITING;
    private long stored;
    private Estimate score = Estimate.unmeasured();

    Row(long calls) {
      this.calls = calls;
    }
  }

  /// Notes that the command leaves a variant out.
  void skip(String name) {
    rows.get(name).state = VariantState.SKIPPED;
  }

  /// Returns whether a variant is still to be run.
  boolean waits(String name) {
    return rows.get(name).state == VariantState.WAITING;
  }

  /// Notes that a variant begins.
  void start(String name) {
    rows.get(name).state = VariantState.RUNNING;
    startedNanos = nanoTime.getAsLong();
  }

  /// Notes how a variant ended.
  void end(String name, VariantState state, StoredVariant stored) {
    Row row = rows.get(name);
    long before = row.stored;
    stored(name, stored);
    row.state = state;
    if (stored.attempts() > before) {
      workNanos += nanoTime.getAsLong() - startedNanos;
      made += stored.attempts() - before;
    }
  }

  /// Notes what is stored of a variant.
  void stored(String name, StoredVariant stored) {
    Row row = rows.get(name);
    row.stored = Math.min(row.calls, stored.attempts());
    row.score = stored.accuracy().estimate();
  }

  /// Returns how far the sweep is, in words.
  String position() {
    long stored = rows.values().stream().mapToLong(row -> row.stored).sum();
    long calls = wanted().stream().mapToLong(row -> row.calls).sum();
    return "%d of %d calls, %s".formatted(stored, calls, Eta.words(workNanos / 1e9, made, left()));
  }

  private List<Row> wanted() {
    return rows.values().stream().filter(row -> row.state != VariantState.SKIPPED).toList();
  }

  private long left() {
    return rows.values().stream()
        .filter(row -> row.state == VariantState.WAITING || row.state == VariantState.RUNNING)
        .mapToLong(row -> row.calls - row.stored)
        .sum();
  }

  /// Returns a line for the head and one for each variant.
  public List<String> lines() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("variant", "state", "calls", "score %", "95 % interval", "left"));
    rows.forEach((name, row) -> cells.add(cells(name, row)));
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return cells.stream().map(line -> line(line, widths)).toList();
  }

  private List<String> cells(String name, Row row) {
    return List.of(
        name,
        row.state.toString(),
        "%d/%d".formatted(row.stored, row.calls),
        row.stored == 0 ? "" : Figures.percent(row.score.value()),
        row.stored == 0 ? "" : Figures.percent(row.score.interval()),
        left(row));
  }

  private String left(Row row) {
    double spent = (nanoTime.getAsLong() - startedNanos) / 1e9;
    return switch (row.state) {
      case WAITING -> time(row.calls - row.stored, 0);
      case RUNNING -> time(row.calls - row.stored, spent);
      case DONE, FAILED, SKIPPED -> "";
    };
  }

  /// Returns the time of some calls at the pace until now, of which some may have passed.
  private String time(long calls, double spent) {
    if (calls == 0 || made == 0) {
      return "";
    }
    double each = workNanos / 1e9 / made;
    double wanted = Math.max(0, each * calls - spent);
    return Eta.words(wanted, 1, 1).replace("ETA ", "");
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
