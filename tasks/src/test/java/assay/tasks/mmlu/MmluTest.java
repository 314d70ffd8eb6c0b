package assay.tasks.mmlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Sample;
import assay.tasks.Benchmark;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MmluTest {
  @TempDir private Path folder;

  private static List<Sample> samples(Benchmark suite, Path data) {
    return Demo.samples(suite.task(Demo.request(data)));
  }

  @Test
  void theNumberOfTheRightOptionBecomesItsLetter() {
    List<Sample> samples = samples(new Mmlu(), Demo.file("mmlu/test.jsonl"));
    assertThat(samples)
        .extracting(Sample::target)
        .containsExactly("A", "D", "C", "C", "B", "A", "A", "D");
    assertThat(samples.get(1).facets()).isEqualTo(Map.of("subject", "abstract_algebra"));
    for (Sample sample : samples) {
      String right = MmluQuestion.options(sample).get("ABCD".indexOf(sample.target()));
      assertThat(sample.input()).contains("sum");
      assertThat(sum(sample.input())).isEqualTo(Integer.parseInt(right));
    }
  }

  private static int sum(String question) {
    return Pattern.compile("\\d+")
        .matcher(question)
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .sum();
  }

  @Test
  void onlyQuestionsWithoutAFaultCount() {
    assertThat(samples(new MmluRedux(), Demo.file("mmlu/redux.jsonl")))
        .extracting(Sample::id)
        .containsExactly("0", "1", "4");
  }

  @Test
  void anAnswerThatIsNoOptionIsRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("test.jsonl"),
            "{\"question\":\"?\",\"choices\":[\"1\",\"2\"],\"answer\":2,\"subject\":\"x\"}\n");
    assertThatThrownBy(() -> samples(new Mmlu(), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is 2; expected 0 to 1");
  }

  @Test
  void aSubjectWithoutExamplesIsTold() throws IOException {
    Path file = folder.resolve("test.jsonl");
    Files.writeString(
        file,
        Files.readString(Demo.file("mmlu/test.jsonl")).replace("abstract_algebra", "virology"));
    Files.copy(Demo.file("mmlu/dev.jsonl"), folder.resolve("dev.jsonl"));
    var task = new Mmlu().task(SharedData.request(file, "mmlu/5-shot"));
    Sample virology = Demo.samples(task).get(1);
    assertThatThrownBy(() -> task.protocol().render(virology, Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 0 worked examples for the subject \"virology\"; expected 5");
  }
}
