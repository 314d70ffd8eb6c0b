package assay.tasks.livecodebench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pickles written by CPython 3.11: `pickle.dumps(text, protocol).hex()`.
final class PickledTextTest {
  private static String read(String hex) throws IOException {
    byte[] pickle = HexFormat.of().parseHex(hex);
    return new String(
        new PickledText(new ByteArrayInputStream(pickle)).readAllBytes(), StandardCharsets.UTF_8);
  }

  // The text is: a, backslash, line feed, e acute, euro, grinning face, quote.
  @ParameterizedTest
  @CsvSource({
    "0, 56615c75303035635c7530303061e95c75323061635c553030303166363030270a70300a2e",
    "1, 580d000000615c0ac3a9e282acf09f98802771002e",
    "2, 8002580d000000615c0ac3a9e282acf09f98802771002e",
    "3, 8003580d000000615c0ac3a9e282acf09f98802771002e",
    "4, 80049511000000000000008c0d615c0ac3a9e282acf09f988027942e",
    "5, 80059511000000000000008c0d615c0ac3a9e282acf09f988027942e"
  })
  void readsATextOfEachProtocol(int protocol, String hex) throws IOException {
    assertThat(read(hex)).as("protocol %d", protocol).isEqualTo("a\\\né€😀'");
  }

  @ParameterizedTest
  @CsvSource({"560a70300a2e", "8002580000000071002e", "80049504000000000000008c00942e"})
  void readsAnEmptyText(String hex) throws IOException {
    assertThat(read(hex)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80049517000000000000007d948c0c696e7075745f6f7574707574948c017894732e | the pickle has the"
            + " opcode EMPTY_DICT at offset 11; expected one text and nothing else",
        "80025d71005801000000787101612e | the pickle has the opcode EMPTY_LIST at offset 2;"
            + " expected one text and nothing else",
        "8004950500000000000000430178942e | the pickle has the opcode SHORT_BINBYTES at offset 11;"
            + " expected one text and nothing else",
        "80044e2e | the pickle has the opcode NONE at offset 2; expected one text and nothing else",
        "636f730a73797374656d0a28532774727565270a74522e | the pickle has the opcode GLOBAL at"
            + " offset 0; expected one text and nothing else",
        "80048c026f738c0673797374656d932e | the pickle has the opcode SHORT_BINUNICODE at offset 6;"
            + " expected one text and nothing else",
        "80048c026f7394302e | the pickle has the opcode POP at offset 7; expected one text and"
            + " nothing else",
        "80048c026f732e78 | the pickle goes on after its STOP at offset 6",
        "80068c026f732e | the pickle has PROTO 6 at offset 0; expected at most 5, at offset 0",
        "80048dffffffffffffffff61622e | the pickle has a length beyond 2^63 at offset 11",
        "56615c7834310a2e | the pickle has a broken escape in its text",
        "ff | the pickle has the opcode 0xff at offset 0; expected one text and nothing else",
        "'' | the pickle ends without STOP"
      })
  void refusesAnythingButOneText(String hex, String message) {
    assertThatThrownBy(() -> read(hex)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void refusesAPickleThatIsCutAnywhere() {
    String whole = "80049511000000000000008c0d615c0ac3a9e282acf09f988027942e";
    for (int digits = 0; digits < whole.length(); digits += 2) {
      String cut = whole.substring(0, digits);
      assertThatThrownBy(() -> read(cut))
          .as("cut after %d bytes", digits / 2)
          .isInstanceOf(IOException.class);
    }
  }
}
