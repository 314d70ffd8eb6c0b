package assay.harness.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table on a terminal, which the test plays.
final class LiveTableTest {
  private static final byte[] REWRITE = "\r\033[K".getBytes(StandardCharsets.UTF_8);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> table = new ArrayList<>(List.of("variant  state", "a  waiting"));
  private final LiveTable live =
      new LiveTable(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> table);
  private final PrintStream out = new PrintStream(live, false, StandardCharsets.UTF_8);

  @Test
  void linesStandAboveTheTableAndProgressBelow() {
    out.println("run       out/a");
    progress("[###---] 1/2");
    progress("[######] 2/2");
    assertThat(screen())
        .containsExactly("run       out/a", "variant  state", "a  waiting", "[######] 2/2");
    out.println();
    table.set(1, "a  done");
    out.println("records   out/a/records.jsonl");
    assertThat(screen())
        .containsExactly(
            "run       out/a",
            "[######] 2/2",
            "records   out/a/records.jsonl",
            "variant  state",
            "a  done");
    out.close();
    live.close();
    new PrintStream(bytes, true, StandardCharsets.UTF_8).println("report: out/report");
    assertThat(screen()).endsWith("variant  state", "a  done", "report: out/report");
  }

  @Test
  void aLongTableShowsTheVariantsAroundTheOneThatRuns() {
    for (int i = 0; i < 40; i++) {
      table.add("b%02d  %s  0/3".formatted(i, i == 30 ? "running" : "waiting"));
    }
    out.println("begins");
    assertThat(screen()).hasSize(1 + 1 + 16 + 1).contains("b30  running  0/3", "b22  waiting  0/3");
    assertThat(screen()).endsWith("(16 of 41 variants)").doesNotContain("b00  waiting  0/3");
  }

  private void progress(String line) {
    out.writeBytes(REWRITE);
    out.print(line);
    out.flush();
  }

  /// Plays what a terminal would show: rows of text, of which the last are not empty.
  private List<String> screen() {
    List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    Matcher pieces =
        Pattern.compile("\033\\[(\\??\\d*)([A-Za-z])|[\\r\\n]|[^\033\\r\\n]+")
            .matcher(bytes.toString(StandardCharsets.UTF_8));
    while (pieces.find()) {
      String order = pieces.group(2);
      if (pieces.group().equals("\n")) {
        row++;
        column = 0;
        if (row == rows.size()) {
          rows.add(new StringBuilder());
        }
      } else if (pieces.group().equals("\r")) {
        column = 0;
      } else if (order == null) {
        StringBuilder text = rows.get(row);
        text.replace(column, Math.min(text.length(), column + pieces.group().length()), "");
        text.insert(column, pieces.group());
        column += pieces.group().length();
      } else if (order.equals("A")) {
        row -= Integer.parseInt(pieces.group(1));
      } else if (order.equals("J") || order.equals("K")) {
        rows.get(row).setLength(column);
        while (order.equals("J") && rows.size() > row + 1) {
          rows.removeLast();
        }
      }
    }
    return rows.stream().map(StringBuilder::toString).toList().reversed().stream()
        .dropWhile(String::isEmpty)
        .toList()
        .reversed();
  }
}
