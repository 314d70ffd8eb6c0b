package assay.tasks.mmlupro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.PromptTooLongException;
import assay.tasks.SharedData;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.Window;
import assay.tasks.format.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MmluProTest {
  private static final String ROW =
      "{\"question_id\": %d, \"question\": \"q\", \"options\": [\"a\", \"N/A\", \"b\"], \"answer\":"
          + " \"%s\", \"category\": \"math\"}\n";

  @TempDir Path folder;

  private static Task task(Path data, String protocol) {
    return new MmluPro().task(SharedData.request(data, protocol));
  }

  private static Task demo() {
    return task(Demo.file("multiple-choice.jsonl"), "mmlu-pro/official-local");
  }

  private static int examples(Prompt prompt) {
    String text = ((Prompt.Text) prompt).text();
    return text.split("Answer: Let's think step by step\\.", -1).length - 2;
  }

  // A counter that finds as many tokens in every example as in the question.
  private static TokenCounter equalForEachQuestion(int perQuestion) {
    return text -> perQuestion * (text.split("Question:", -1).length - 1);
  }

  @ParameterizedTest
  @CsvSource({"341, 5", "342, 4", "409, 4", "410, 3", "1023, 1", "1024, 0", "2047, 0"})
  void dropsExamplesUntilThePromptHasFewerThan2048Tokens(int tokensPerQuestion, int kept) {
    Task task = demo();
    Sample sample = Demo.samples(task).getFirst();
    Prompt prompt =
        task.protocol().render(sample, Optional.of(equalForEachQuestion(tokensPerQuestion)));
    assertThat(examples(prompt)).isEqualTo(kept);
  }

  @Test
  void refusesAQuestionThatDoesNotFitWithoutExamples() {
    Task task = demo();
    Sample sample = Demo.samples(task).getFirst();
    assertThatThrownBy(
            () -> task.protocol().render(sample, Optional.of(equalForEachQuestion(2048))))
        .isInstanceOf(PromptTooLongException.class)
        .hasMessage(
            "sample 1001: the prompt has 2048 tokens without any shot, the protocol allows fewer"
                + " than 2048");
  }

  @Test
  void usesAllExamplesWithoutACounter() {
    Task task = demo();
    Prompt prompt = task.protocol().render(Demo.samples(task).getFirst(), Optional.empty());
    assertThat(examples(prompt)).isEqualTo(5);
  }

  @Test
  void namesTheExamplesDigestAsAMaterial() {
    assertThat(demo().protocol().materials())
        .containsOnlyKeys("shots")
        .isEqualTo(
            Map.of(
                "shots",
                Shots.read(new RowFile(Demo.file("multiple-choice.validation.jsonl"))).digest()));
  }

  @Test
  void dropsOptionsThatAreNotApplicableBeforeLettersAreGiven() throws IOException {
    Path data = Files.writeString(folder.resolve("a.jsonl"), ROW.formatted(1, "B"));
    Sample sample = Demo.samples(task(data, "mmlu-pro/official-local-0shot")).getFirst();
    assertThat(sample.extras()).isEqualTo(new Sample.Choices(List.of("a", "b")));
    assertThat(sample.target()).isEqualTo("B");
    assertThat(sample.facets()).isEqualTo(Map.of("category", "math"));
  }

  @Test
  void refusesAnAnswerBeyondTheOptions() throws IOException {
    Path data =
        Files.writeString(folder.resolve("a.jsonl"), ROW.formatted(1, "A") + ROW.formatted(2, "C"));
    Task task = task(data, "mmlu-pro/official-local-0shot");
    assertThatThrownBy(() -> Demo.samples(task))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data + ":2: field \"answer\" is \"C\"; expected a letter from A to B. Correct the row");
  }

  @Test
  void saysWhereTheExamplesShouldBe() throws IOException {
    Path data = Files.writeString(folder.resolve("a.jsonl"), ROW.formatted(1, "A"));
    assertThatThrownBy(() -> task(data, "mmlu-pro/official-api"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder
                + ": the protocol mmlu-pro/official-api needs the file with its worked examples;"
                + " expected one file here whose name contains \"validation\", found none."
                + " Name it with --shots FILE");
  }

  @Test
  void takesTheExamplesFromTheNamedFile() throws IOException {
    Path data = Files.writeString(folder.resolve("a.jsonl"), ROW.formatted(1, "A"));
    Path shots = Demo.file("multiple-choice.validation.jsonl");
    Task task =
        new MmluPro()
            .task(new TaskRequest(List.of(data), Optional.of(shots), Optional.empty(), Window.ALL));
    assertThat(examples(task.protocol().render(Demo.samples(task).getFirst(), Optional.empty())))
        .isEqualTo(5);
  }

  @Test
  void refusesACategoryWithoutExamples() throws IOException {
    Path data =
        Files.writeString(folder.resolve("a.jsonl"), ROW.formatted(1, "A").replace("math", "law"));
    Path shots = Demo.file("multiple-choice.validation.jsonl");
    Task task =
        new MmluPro()
            .task(new TaskRequest(List.of(data), Optional.of(shots), Optional.empty(), Window.ALL));
    Sample sample = Demo.samples(task).getFirst();
    assertThatThrownBy(() -> task.protocol().render(sample, Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            shots
                + ": has 0 worked examples for the category \"law\"; expected 5."
                + " Use the validation split that belongs to the questions");
  }

  @Test
  void refusesAProtocolThatItDoesNotHave() {
    assertThatThrownBy(() -> task(Demo.file("multiple-choice.jsonl"), "mmlu-pro/other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown protocol \"mmlu-pro/other\" of suite mmlu-pro; expected one of"
                + " mmlu-pro/official-local, mmlu-pro/official-local-0shot, mmlu-pro/official-api,"
                + " mmlu-pro/leaderboard, mmlu-pro/cloze-0shot");
  }

  @Test
  void hasThePublishedSettings() {
    assertThat(demo().protocol().settings().maxTokens()).isEqualTo(2048);
    assertThat(demo().protocol().settings().stop()).containsExactly("Question:");
    assertThat(
            task(Demo.file("multiple-choice.jsonl"), "mmlu-pro/official-api")
                .protocol()
                .settings()
                .maxTokens())
        .isEqualTo(4000);
  }

  @Test
  void knowsItsTasksInOtherProgramsFromThoseThatAreNamedAlike() {
    SuiteFacts suite = new MmluPro().facts();
    assertThat(suite.isTask("mmlu_pro")).isTrue();
    assertThat(suite.isTask("mmlu_pro_computer_science")).isTrue();
    assertThat(suite.isTask("mmlu_prox_de")).isFalse();
    assertThat(suite.isTask("mmlu_prox_lite_de_law")).isFalse();
    assertThat(suite.isTask("mmlu_pro_plus_law")).isFalse();
  }
}
