package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.text.HiddenCharacters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Texts that a data file, a model or a log can hold and that not every format can.
final class HostileTexts {
  static final List<String> ALL =
      List.of(
          "cut \ud83d",
          "\ude00 low half, wrong order \ude00\ud83d, whole \ud83d\ude00",
          "nul \u0000 bell \u0007 backspace \b delete \u007f",
          "\u001b[2J\u001b]0;title\u0007\u001b[31mred \u009b31m \u0090q\u009c",
          "line\u2028paragraph\u2029next\u0085form\ffeed\u000bend",
          "no characters \ufffe \uffff \ufdd0 \ud83f\udffe, mark \ufeff",
          "\u202eright to left\u202c \u2066isolate\u2069 \u200f\u200e\u061c",
          "tags \udb40\udc41 soft\u00adhyphen zero\u200bwidth joined\u200djoined",
          "return\ronly, both\r\n, tab\t, quote \" ' ` | \\ % $ # & <b> ]]> -- =1+1",
          "a line of a megabyte " + "x".repeat(1 << 20));

  private HostileTexts() {}

  /// Runs a command that has to end well.
  static Commands.Result succeed(Object... words) {
    Commands.Result result = run(words);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  /// Runs a command; whatever it prints can be shown on a terminal.
  static Commands.Result run(Object... words) {
    Commands.Result result =
        Commands.run(Stream.of(words).map(Object::toString).toArray(String[]::new));
    assertPlain("standard output", result.out().replace("\r\n", "\n"));
    assertPlain("standard error", result.err().replace("\r\n", "\n"));
    return result;
  }

  static void assertPlain(String name, String text) {
    assertThat(text.codePoints().filter(HiddenCharacters::hidden).toArray()).as(name).isEmpty();
  }

  /// Returns the text of a file; fails on a byte that is no UTF-8.
  static String utf8(Path file) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
        .toString();
  }
}
