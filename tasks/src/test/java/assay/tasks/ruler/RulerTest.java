package assay.tasks.ruler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RulerTest {
  @TempDir Path folder;

  private List<Sample> samples(Consumer<ObjectNode> change) throws IOException {
    StringWriter out = new StringWriter();
    new RulerItems(List.of(RulerTask.NIAH_SINGLE_1), List.of(1024), 1, 42, 0)
        .write(out, text -> text.length() / 4, "a quarter of the characters");
    JsonNode row = new ObjectMapper().readTree(out.toString());
    change.accept((ObjectNode) row);
    Path file = Files.writeString(folder.resolve("ruler.jsonl"), row + "\n");
    try (Stream<Sample> read = new Ruler().dataset(Demo.request(file)).open()) {
      return read.toList();
    }
  }

  @Test
  void readsTheTargetsOfARow() throws IOException {
    assertThat(samples(row -> row.putArray("outputs").add("oak").add("elm")))
        .singleElement()
        .satisfies(
            sample ->
                assertThat(sample.extras())
                    .isEqualTo(new Sample.Targets(List.of("oak", "elm"), false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void aTargetThatEveryAnswerHasIsRefused(String target) {
    assertThatThrownBy(() -> samples(row -> row.putArray("outputs").add("oak").add(target)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ruler.jsonl:1")
        .hasMessageContaining("has an empty text, which every answer has in it. Correct the row");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5})
  void aContextOfNoTokensIsRefused(long length) {
    assertThatThrownBy(() -> samples(row -> row.put("max_seq_length", length)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("max_seq_length");
  }
}
