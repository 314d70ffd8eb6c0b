package assay.tasks.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.scorers.choice.PythonRandom;
import assay.tasks.Demo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The expected draws are Python 3.11's: `random.Random(seed)`, then `sample(range(population),
/// count)` as often as `draw` says, from 0.
final class PythonDrawTest {
  static Stream<JsonNode> draws() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Demo.text("draw/python-sample.jsonl").lines().toList()) {
      rows.add(json.readTree(line));
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("draws")
  void drawsAsPythonDoes(JsonNode row) {
    PythonRandom random = new PythonRandom(row.get("seed").longValue());
    int population = row.get("population").intValue();
    int count = row.get("count").intValue();
    for (int i = 0; i < row.get("draw").intValue(); i++) {
      PythonDraw.sample(random, population, count);
    }
    assertThat(PythonDraw.sample(random, population, count))
        .containsExactly(
            row.get("drawn").valueStream().map(JsonNode::intValue).toArray(Integer[]::new));
  }

  @Test
  void refusesToDrawMoreThanThereAre() {
    assertThatThrownBy(() -> PythonDraw.sample(new PythonRandom(0), 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot draw 4 of 3 without repetition");
  }
}
