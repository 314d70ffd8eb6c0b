package assay.harness.sweep;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A terminal's stream at whose end a table always stands: what is printed appears above it, and a
/// line that is not finished yet, such as a run's progress, below.
///
/// Lines are cut at the terminal's edge while the table is drawn, so that it takes as many rows as
/// it has lines. Thread-safe.
public final class LiveTable extends OutputStream {
  private static final String ERASE = "\r\033[J";
  private static final String CUT = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  /// What a line of progress begins with: back to the front, erase the line.
  private static final String REWRITE = "\r\033[K";

  private static final int MOST_ROWS = 16;

  private final PrintStream terminal;
  private final Supplier<List<String>> table;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int drawn;
  private boolean closed;

  /// Shows a table.
  ///
  /// @param terminal where all goes
  /// @param table gives the lines as they are now, the head first
  public LiveTable(PrintStream terminal, Supplier<List<String>> table) {
    this.terminal = terminal;
    this.table = table;
  }

  @Override
  public synchronized void write(int unit) {
    begun.write(unit);
    if (unit == '\n') {
      String line = line();
      begun.reset();
      draw(line);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public synchronized void flush() {
    draw("");
  }

  /// Leaves the table as it is now, and the terminal to others.
  @Override
  public synchronized void close() {
    begun.reset();
    if (!closed) {
      draw("");
    }
    closed = true;
  }

  private String line() {
    String line = begun.toString(StandardCharsets.UTF_8);
    return line.substring(line.lastIndexOf(REWRITE) < 0 ? 0 : after(line));
  }

  private static int after(String line) {
    return line.lastIndexOf(REWRITE) + REWRITE.length();
  }

  private void draw(String above) {
    List<String> rows = shown(table.get());
    StringBuilder text =
        new StringBuilder(drawn == 0 ? ERASE : "\r\033[%dA\033[J".formatted(drawn));
    text.append(above).append(CUT);
    rows.forEach(row -> text.append(row).append('\n'));
    text.append(line()).append(WRAP);
    drawn = rows.size();
    terminal.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    terminal.flush();
  }

  /// The rows around the one that runs, where there are more than fit.
  private static List<String> shown(List<String> lines) {
    if (lines.size() <= MOST_ROWS + 1) {
      return lines;
    }
    int running = 1;
    for (int i = 1; i < lines.size(); i++) {
      running = lines.get(i).contains("  " + VariantState.RUNNING + "  ") ? i : running;
    }
    int first = Math.clamp(running - MOST_ROWS / 2, 1, lines.size() - MOST_ROWS);
    List<String> rows = new ArrayList<>(List.of(lines.getFirst()));
    rows.addAll(lines.subList(first, first + MOST_ROWS));
    rows.add("(%d of %d variants)".formatted(MOST_ROWS, lines.size() - 1));
    return rows;
  }
}
