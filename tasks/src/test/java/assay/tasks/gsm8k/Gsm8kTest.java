package assay.tasks.gsm8k;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.GenerationSettings;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.Protocol;
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

final class Gsm8kTest {
  private static final Path DATA = Demo.file("gsm8k/test.jsonl");

  @TempDir private Path folder;

  private static Task task(String protocol) {
    return new Gsm8k().task(SharedData.request(DATA, protocol));
  }

  @Test
  void theTargetFollowsTheMarkAndTheIdIsTheRowFromZero() {
    List<Sample> samples = Demo.samples(task("gsm8k/boxed"));
    assertThat(samples).extracting(Sample::id).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(samples)
        .extracting(Sample::target)
        .containsExactly("5", "22", "49", "31", "71", "40");
    assertThat(samples.getFirst().facets()).isEqualTo(Map.of("steps", "2"));
  }

  @Test
  void anAnswerWithoutTheMarkIsRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("test.jsonl"), "{\"question\": \"1 + 1?\", \"answer\": \"A: 2\"}\n");
    assertThatThrownBy(
            () -> Demo.samples(new Gsm8k().task(SharedData.request(file, "gsm8k/boxed"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("test.jsonl:1")
        .hasMessageContaining("has no \"####\" before its number");
  }

  @Test
  void hasTheSettingsOfTheHarness() {
    assertThat(task("gsm8k/5-shot").protocol().settings())
        .isEqualTo(GenerationSettings.greedy(256, List.of("Question:", "</s>", "<|im_end|>")));
    for (String protocol : List.of("gsm8k/cot-8shot", "gsm8k/cot-0shot")) {
      assertThat(task(protocol).protocol().settings())
          .isEqualTo(GenerationSettings.greedy(256, List.of("Q:", "</s>", "<|im_end|>")));
    }
  }

  @Test
  void eachTaskHasBothFiguresOfTheHarnessAndTheSoundOneBeside() {
    assertThat(task("gsm8k/5-shot").protocol().scorers())
        .containsExactly("gsm8k/strict", "gsm8k/flexible", "math/sound");
    assertThat(task("gsm8k/cot-8shot").protocol().scorers())
        .containsExactly("gsm8k/strict-cot", "gsm8k/flexible", "math/sound");
  }

  /// A problem's examples do not depend on which others are asked, or on their order.
  @Test
  void aProblemAskedAloneHasItsOwnExamples() {
    List<Sample> samples = Demo.samples(task("gsm8k/5-shot"));
    Protocol forwards = task("gsm8k/5-shot").protocol();
    samples.forEach(sample -> forwards.render(sample, Optional.empty()));
    assertThat(task("gsm8k/5-shot").protocol().render(samples.get(4), Optional.empty()))
        .isEqualTo(forwards.render(samples.get(4), Optional.empty()))
        .isNotEqualTo(forwards.render(samples.get(3), Optional.empty()));
  }

  @Test
  void theFilesOfTheExamplesAreTold() {
    assertThat(task("gsm8k/5-shot").protocol().materials()).containsOnlyKeys("shots");
    assertThat(task("gsm8k/cot-8shot").protocol().materials()).containsOnlyKeys("shots");
    assertThat(task("gsm8k/cot-0shot").protocol().materials()).isEmpty();
  }

  @Test
  void refusesAnotherNumberOfExamples() {
    Path train = Demo.file("gsm8k/train.jsonl");
    Path shots = Demo.file("gsm8k/shots.jsonl");
    assertThatThrownBy(() -> new Gsm8k().task(request("gsm8k/cot-8shot", few(shots))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 2 worked examples; expected 8");
    assertThatThrownBy(() -> new Gsm8k().task(request("gsm8k/5-shot", few(train))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 2 worked examples; expected at least 5");
  }

  private Path few(Path file) throws IOException {
    return Files.write(folder.resolve(file.getFileName()), Files.readAllLines(file).subList(0, 2));
  }

  private static TaskRequest request(String protocol, Path shots) {
    return new TaskRequest(List.of(DATA), Optional.of(shots), Optional.of(protocol), Window.ALL);
  }
}
