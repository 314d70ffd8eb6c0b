package assay.harness.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong in a price table is told with its line.
final class PriceTableTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input: -1, output: 1 | 6: model big/one: input must be a number from 0 on",
        "input: 1, output: many | 6: model big/one: output must be a number from 0 on",
        "input: 1 | 6: model big/one: output must be a number from 0 on",
        "input: 1, output: 2, cached: x | 6: model big/one: cached must be a number from 0 on",
        "input: 1, output: 2, date: May | 6: model big/one: date must be a day as 2026-01-31, found"
            + " \"May\"",
      })
  void aWrongEntryIsToldWithItsLine(String entry, String problem) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prices.yaml"),
            """
            # what they cost
            currency: USD
            models:
              tiny: {input: 1, output: 2}

              big/one: {%s}
            """
                .formatted(entry));
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage(file + ":" + problem);
  }

  @Test
  void aFieldInALineOfItsOwnHasThatLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prices.yaml"),
            "currency: USD\nmodels:\n  tiny:\n    input: 1\n    output: free\n");
    assertThatThrownBy(() -> PriceTable.read(file)).hasMessageStartingWith(file + ":5: model tiny");
    Files.writeString(file, "currency: USD\nmodels:\n  tiny: {input: 1, output: 2\n");
    assertThatThrownBy(() -> PriceTable.read(file)).hasMessageContaining(": no YAML: ");
    Files.writeString(file, "currency: USD\nmodels:\n  tiny: {input: 1, output: 2}\n");
    assertThat(PriceTable.read(file).price("tiny")).isPresent();
  }
}
