package assay.results.text;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected bytes and digests are Python's: `text.encode("utf-8", "surrogatepass")`.
final class AnyUtf8Test {
  @ParameterizedTest
  @CsvSource({"d83d, eda0bd", "de00, edb880", "d800, eda080", "dfff, edbfbf"})
  void halfAPairHasThreeBytes(String unit, String bytes) {
    String text = "a" + (char) Integer.parseInt(unit, 16) + "z";
    assertThat(HexFormat.of().formatHex(AnyUtf8.bytes(text))).isEqualTo("61" + bytes + "7a");
  }

  @Test
  void halvesInTheWrongOrderAreNoPair() {
    assertThat(HexFormat.of().formatHex(AnyUtf8.bytes("\ude00\ud83d"))).isEqualTo("edb880eda0bd");
  }

  @Test
  void wellFormedTextHasItsUtf8() {
    long seed = Long.getLong("assay.seed", 1);
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        text.appendCodePoint(codePoint);
      }
    }
    assertThat(AnyUtf8.bytes(text.toString()))
        .as("seed %d", seed)
        .isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textsThatDifferInAHalfPairHaveDigestsThatDiffer() {
    assertThat(Digests.ofText("a\ud83d"))
        .isEqualTo("8134517c304cb0317f34d48d3823e94d11e0ec8baf6616e015aa957bc7a52e06")
        .isNotEqualTo(Digests.ofText("a?"))
        .isNotEqualTo(Digests.ofText("a\ude00"));
  }
}
