package assay.tasks.math500;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.GenerationSettings;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.SharedData;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Math500Test {
  private static final Path DATA = Demo.file("math.jsonl");

  private static Task task(String protocol) {
    return new Math500().task(SharedData.request(DATA, protocol));
  }

  @Test
  void takesTheTargetFromTheAnswer() {
    Sample sample = Demo.samples(task("math-500/qwen2.5-math")).get(1);
    assertThat(sample.id()).isEqualTo("assay/prealgebra/2.json");
    assertThat(sample.target()).isEqualTo("\\frac{3}{8}");
    assertThat(sample.facets()).isEqualTo(Map.of("subject", "Prealgebra", "level", "1"));
  }

  @Test
  void readsRowsUnderTheirOtherUsualNames(@TempDir Path folder) throws IOException {
    Path data = folder.resolve("math.jsonl");
    Files.writeString(
        data,
        """
        {"id": 7, "question": "1+1?", "answer": "2", "type": "Algebra", "level": "Level 1"}
        {"unique_id": "b", "problem": "1/2+1/4?", "solution": "So $\\\\boxed{\\\\frac{3}{4}}$.", "subject": "Algebra"}
        """);
    List<Sample> samples =
        Demo.samples(new Math500().task(SharedData.request(data, "math-500/qwen2.5-math")));
    assertThat(samples).extracting(Sample::id).containsExactly("7", "b");
    assertThat(samples).extracting(Sample::target).containsExactly("2", "\\frac{3}{4}");
    assertThat(samples.getFirst().facets()).isEqualTo(Map.of("subject", "Algebra", "level", "1"));
    Files.writeString(
        data, "{\"id\": 7, \"question\": \"1+1?\", \"solution\": \"2\", \"type\": \"Algebra\"}\n");
    assertThatThrownBy(
            () ->
                Demo.samples(new Math500().task(SharedData.request(data, "math-500/qwen2.5-math"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no answer in a box");
  }

  @Test
  void hasThePublishedSettings() {
    List<String> stop = List.of("</s>", "<|im_end|>", "<|endoftext|>");
    assertThat(task("math-500/qwen2.5-math").protocol().settings())
        .isEqualTo(GenerationSettings.greedy(2048, stop));
    assertThat(task("math-500/base-4shot").protocol().settings())
        .isEqualTo(
            GenerationSettings.greedy(
                2048, List.of("</s>", "<|im_end|>", "<|endoftext|>", "\n\nQuestion:")));
    assertThat(task("math-500/simple-evals").protocol().settings())
        .isEqualTo(new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 10));
  }

  @Test
  void refusesAnotherNumberOfExamples() {
    TaskRequest request =
        new TaskRequest(
            List.of(DATA), Optional.of(DATA), Optional.of("math-500/base-4shot"), Window.ALL);
    assertThatThrownBy(() -> new Math500().task(request))
        .isInstanceOf(DataException.class)
        .hasMessage(
            DATA
                + ": has 30 worked examples; expected 4. Use a file with four rows of problem and"
                + " solution");
  }
}
