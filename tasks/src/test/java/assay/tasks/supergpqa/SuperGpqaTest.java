package assay.tasks.supergpqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SuperGpqaTest {
  private static List<Sample> samples(Path data) {
    return Demo.samples(new SuperGpqa().task(Demo.request(data)));
  }

  @Test
  void readsLettersAndFacets() {
    List<Sample> samples = samples(Demo.file("supergpqa/all.jsonl"));
    assertThat(samples).extracting(Sample::target).containsExactly("B", "J", "A");
    assertThat(samples.getFirst().facets())
        .isEqualTo(
            Map.of(
                "discipline", "Science",
                "field", "Mathematics",
                "subfield", "Sums",
                "difficulty", "easy"));
  }

  @Test
  void refusesALetterWithoutAnOption(@TempDir Path folder) throws IOException {
    String first = Files.readAllLines(Demo.file("supergpqa/all.jsonl")).getFirst();
    Path file =
        Files.writeString(
            folder.resolve("all.jsonl"),
            first.replace("\"answer_letter\": \"B\"", "\"answer_letter\": \"K\"") + "\n");
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a letter from A to J");
  }
}
