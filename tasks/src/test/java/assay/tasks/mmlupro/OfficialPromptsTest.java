package assay.tasks.mmlupro;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Digests;
import assay.results.Sample;
import assay.tasks.SharedData;
import assay.tasks.Task;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All prompts against the digests of those that the official scripts build.
final class OfficialPromptsTest {
  @ParameterizedTest
  @CsvSource({
    "mmlu-pro/official-local, local_5shot",
    "mmlu-pro/official-local-0shot, local_0shot",
    "mmlu-pro/official-api, api_5shot"
  })
  void everyPromptEqualsThatOfTheOfficialScript(String protocol, String field) throws IOException {
    Task task =
        new MmluPro()
            .task(SharedData.request(SharedData.file("mmlu_pro/questions.jsonl"), protocol));
    Map<String, JsonNode> expected =
        SharedData.rows(SharedData.file("mmlu_pro/prompts_sha256.jsonl.gz"), "question_id");
    int equal = 0;
    try (Stream<Sample> samples = task.dataset().open()) {
      for (Sample sample : (Iterable<Sample>) samples::iterator) {
        assertThat(Digests.ofText(SharedData.text(task.protocol(), sample)))
            .as("question %s", sample.id())
            .isEqualTo(expected.get(sample.id()).get(field).textValue());
        equal++;
      }
    }
    assertThat(equal).isEqualTo(12_032);
  }

  @Test
  void theCategoriesHaveThePublishedSizes() {
    Task task =
        new MmluPro()
            .task(
                SharedData.request(
                    SharedData.file("mmlu_pro/questions.jsonl"), "mmlu-pro/official-local-0shot"));
    try (Stream<Sample> samples = task.dataset().open()) {
      Map<String, Long> sizes =
          samples.collect(
              Collectors.groupingBy(
                  sample -> sample.facets().get("category"), TreeMap::new, Collectors.counting()));
      assertThat(sizes)
          .containsEntry("math", 1351L)
          .containsEntry("computer science", 410L)
          .containsEntry("history", 381L)
          .hasSize(14);
    }
  }
}
