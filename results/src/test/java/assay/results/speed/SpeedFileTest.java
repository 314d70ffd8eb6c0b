package assay.results.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpeedFileTest {
  private static final String SPEED =
      """
      {"format": "assay-speed/1", "model": "m", "attention": "full", "kernels": "any",
       "threads": 2, "depth": 64, "sequenceBytes": 4096, "prefill": {"tokensPerSecond": 900.5},
       "decode": [{"sequences": 1, "tokensPerSecond": 30}]}
      """;

  @TempDir private Path folder;

  private AbstractThrowableAssert<?, ?> refused(Path file) {
    return assertThatThrownBy(() -> SpeedFile.read(file))
        .isInstanceOf(MalformedSpeedException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageEndingWith("Write it again with assay bench --json");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("m.json"), text);
  }

  private void refused(String field, String value) throws IOException {
    String changed = SPEED.replaceFirst("(\"" + field + "\": )[0-9.]+", "$1" + value);
    assertThat(changed).isNotEqualTo(SPEED);
    refused(file(changed)).hasMessageContaining("\"" + field + "\" is ");
  }

  @Test
  void figuresAreReadAsTheyStand() throws IOException {
    MeasuredSpeed.Behind expected =
        new MeasuredSpeed.Behind(64, 4096, 900.5, OptionalDouble.of(30));
    assertThat(SpeedFile.read(file(SPEED)).lengths()).containsExactly(expected);
    String empty =
        SPEED.replace("\"depth\": 64", "\"depth\": 0").replace("Bytes\": 4096", "Bytes\": 0");
    assertThat(SpeedFile.read(file(empty)).lengths().getFirst().sequenceBytes()).isZero();
  }

  @Test
  void figuresThatNoMachineHasAreRefused() throws IOException {
    refused("tokensPerSecond", "0");
    refused("tokensPerSecond", "-1");
    refused("tokensPerSecond", "1e999");
    refused("tokensPerSecond", "1e10");
    refused("depth", "-1");
    refused("depth", "1.5");
    refused("sequenceBytes", "0");
    refused("threads", "0");
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsName() throws IOException {
    refused(folder).hasMessageContaining("is a folder");
    Path latin = Files.write(folder.resolve("latin.json"), new byte[] {'{', (byte) 0xe4, '}'});
    refused(latin).hasMessageContaining("is not UTF-8 text");
    refused(file("{\"format\": 1"))
        .hasMessageContaining("is not JSON: ")
        .hasMessageNotContaining("Source");
  }
}
