package assay.tasks.math500;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Sample;
import assay.tasks.SharedData;
import assay.tasks.Task;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PublishedDataTest {
  @Test
  void loadsAll500Problems() {
    Task task =
        new Math500()
            .task(
                SharedData.request(SharedData.file("math/math500.jsonl"), "math-500/qwen2.5-math"));
    try (Stream<Sample> samples = task.dataset().open()) {
      Map<String, Long> levels =
          samples.collect(
              Collectors.groupingBy(sample -> sample.facets().get("level"), Collectors.counting()));
      assertThat(levels).isEqualTo(Map.of("1", 43L, "2", 90L, "3", 105L, "4", 128L, "5", 134L));
    }
  }
}
