package assay.tasks.livecodebench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Base64TextTest {
  private static final int SLICE_BYTES = (1 << 16) / 4 * 3;

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 2, 3, 4, SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1, 3 * SLICE_BYTES + 2})
  void decodesWhatThePlatformEncodes(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    try (Base64Text text = new Base64Text(Base64.getEncoder().encodeToString(bytes))) {
      assertThat(text.readAllBytes()).as("seed %d", size).isEqualTo(bytes);
    }
  }

  @Test
  void refusesPaddingAtTheEndOfASliceThatIsNotTheLast() {
    String slice = Base64.getEncoder().encodeToString(new byte[SLICE_BYTES - 1]);
    assertThatThrownBy(() -> new Base64Text(slice + "AAAA").readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessage("base64 text ends before character 65536");
  }

  @Test
  void refusesACharacterBeyondLatin1() {
    assertThatThrownBy(() -> new Base64Text("AAA\u20ac").readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessage("Illegal base64 character 3f in the 4 characters from 0");
  }
}
