package assay.tasks.livecodebench;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Digests;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.SharedData;
import assay.tasks.Task;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All prompts against the digests of those that the official runner builds.
final class OfficialPromptsTest {
  private static Task task(String protocol) {
    return new LiveCodeBench()
        .task(
            SharedData.request(
                SharedData.file("lcb/lcb_problems_o1preview_o1mini.jsonl"), protocol));
  }

  @ParameterizedTest
  @CsvSource({
    "livecodebench/generic, generic_sha256",
    "livecodebench/oai-reason, oai_reason_sha256",
    "livecodebench/codeqwen, codeqwen_sha256",
    "livecodebench/deepseek-r1, deepseek_r1_sha256",
    "livecodebench/base-1shot, base_sha256"
  })
  void everyPromptEqualsThatOfTheOfficialRunner(String protocol, String field) throws IOException {
    Map<String, JsonNode> expected =
        SharedData.rows(SharedData.file("lcb/prompts.jsonl"), "question_id");
    Task task = task(protocol);
    int equal = 0;
    try (Stream<Sample> samples = task.dataset().open()) {
      for (Sample sample : (Iterable<Sample>) samples::iterator) {
        String prompt = SharedData.text(task.protocol(), sample);
        // The digests of the prompts with chat markup begin with the user's words.
        String compared =
            task.protocol() instanceof MarkupPrompt markup
                ? prompt.substring((markup.opening() + "\n\n").length())
                : prompt;
        assertThat(Digests.ofText(compared))
            .as("problem %s", sample.id())
            .isEqualTo(expected.get(sample.id()).get(field).textValue());
        equal++;
      }
    }
    assertThat(equal).isEqualTo(260);
  }

  @Test
  void theGenericPromptHasTheOfficialSystemMessage() {
    Task task = task("livecodebench/generic");
    try (Stream<Sample> samples = task.dataset().open()) {
      Prompt prompt = task.protocol().render(samples.findFirst().orElseThrow(), Optional.empty());
      assertThat(((Prompt.Chat) prompt).messages().getFirst().content())
          .isEqualTo(
              "You are an expert Python programmer. You will be given a question (problem"
                  + " specification) and will generate a correct Python program that matches the"
                  + " specification and passes all tests.");
    }
  }

  @Test
  void theTestsAreThePublicAndThePrivateOnes() {
    try (Stream<Sample> samples = task("livecodebench/generic").dataset().open()) {
      int tests = samples.mapToInt(sample -> Wording.problem(sample).tests().count()).sum();
      assertThat(tests).isEqualTo(677 + 100);
    }
  }
}
