package assay.results.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

final class EscapesTest {
  private static final String ODD =
      "a\ud83d \ude00 \ud83d\ude00 \u0000\u001b[31m\u009b2J \u2028\u202e\ufffe\u200d\u00ad é\t|\n";

  @Test
  void jsonKeepsAllButHalfPairsAsTheyAre() {
    assertThat(Escapes.JSON.apply(ODD))
        .isEqualTo(
            "a\\ud83d \\ude00 \ud83d\ude00 \u0000\u001b[31m\u009b2J"
                + " \u2028\u202e\ufffe\u200d\u00ad é\t|\n");
  }

  @Test
  void jsonReadsBackAsItWas() throws IOException {
    String json = new JsonMapper().writeValueAsString(ODD);
    for (Escapes escapes : new Escapes[] {Escapes.JSON, Escapes.STREAM}) {
      assertThat(new JsonMapper().readValue(escapes.apply(json), String.class)).isEqualTo(ODD);
    }
  }

  @Test
  void streamsShowEveryHiddenCharacter() {
    assertThat(Escapes.STREAM.apply(ODD))
        .isEqualTo(
            "a\\ud83d \\ude00 \ud83d\ude00 \\u0000\\u001b[31m\\u009b2J"
                + " \\u2028\\u202e\\ufffe\u200d\\u00ad é\t|\n");
  }

  @Test
  void streamsKeepBothEndsOfALine() {
    assertThat(Escapes.STREAM.apply("a\r\nb\rc\n")).isEqualTo("a\r\nb\\u000dc\n");
  }

  @Test
  void tagsOutsideTheBasicPlaneAreEscapedAsTheirPair() {
    assertThat(Escapes.STREAM.apply("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void csvNamesControlsAndHalfPairs() {
    assertThat(Escapes.CSV.apply(ODD))
        .isEqualTo(
            "a<U+D83D> <U+DE00> \ud83d\ude00 <U+0000><U+001B>[31m<U+009B>2J"
                + " \u2028\u202e\ufffe\u200d\u00ad é\t|\n");
  }

  @Test
  void writersSeePairsThatArriveInTwoParts() throws IOException {
    StringWriter written = new StringWriter();
    try (Writer out = Escapes.JSON.over(written)) {
      for (int i = 0; i < ODD.length(); i++) {
        out.write(ODD.charAt(i));
        out.flush();
      }
      out.write('\ud83d');
    }
    assertThat(written.toString()).isEqualTo(Escapes.JSON.apply(ODD) + "\\ud83d");
  }

  @Test
  void plainTextIsHandedOnAsTheSameString() {
    String plain = "x".repeat(1 << 20) + "\ud83d\ude00";
    assertThat(Escapes.STREAM.apply(plain)).isSameAs(plain);
  }
}
