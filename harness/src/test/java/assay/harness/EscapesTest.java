package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.Console;
import assay.harness.run.StandardStream;
import assay.harness.run.TerminalOrders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the program gives a terminal beside text, under the environments that forbid it.
final class EscapesTest {
  private static final String ESCAPE = "\u001B";

  @TempDir private Path folder;

  private String printed(boolean terminal, Map<String, String> environment, String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream =
        new StandardStream(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    Console console =
        new Console(stream, stream, TerminalOrders.allowed(terminal, environment), false);
    assertThat(Main.run(args, console, Commands.CATALOG)).isZero();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String[] run(String name) throws Exception {
    Path data = Suites.questions(folder, 3);
    return Suites.line(data, "recorded:" + Suites.recording(folder, 3), folder.resolve(name));
  }

  @Test
  void aTerminalGetsThem() throws Exception {
    Map<String, String> plain = Map.of("TERM", "xterm");
    assertThat(printed(true, plain, "run", "--help")).contains(ESCAPE + "[");
    assertThat(printed(true, plain, run("plain"))).contains("\r" + ESCAPE + "[K");
  }

  @ParameterizedTest
  @CsvSource({"true, NO_COLOR, 1", "true, CLICOLOR, 0", "true, TERM, dumb", "false, TERM, xterm"})
  void nothingElseGetsThem(boolean terminal, String variable, String value) throws Exception {
    Map<String, String> environment = Map.of(variable, value);
    assertThat(printed(terminal, environment, "run", "--help")).doesNotContain(ESCAPE);
    assertThat(printed(terminal, environment, run(variable))).doesNotContain(ESCAPE, "\r");
  }
}
