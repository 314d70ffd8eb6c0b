package assay.tasks.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.Task;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescribedSuiteTest {
  private static final String DESCRIPTION =
      """
      {
        "name": "capitals",
        "description": "Capitals of countries",
        "system": "Be brief.",
        "prompt": "{{1}} Which city is the capital of {country}?\\n{cities}",
        "id": "nr",
        "target": "answer",
        "choices": "cities",
        "facets": ["continent"],
        "scorer": "choice/official",
        "maxTokens": 20,
        "stop": ["\\n\\n"],
        "data": "capitals.csv"
      }
      """;
  private static final String CSV =
      """
      nr,country,cities,answer,continent
      7,Peru,"[""Cusco"", ""Lima""]",B,America
      """;

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("capitals.csv"), CSV);
  }

  private DescribedSuite suite(String description) throws IOException {
    return Benchmarks.standard()
        .fromDescription(Files.writeString(folder.resolve("suite.json"), description));
  }

  private void refuses(String description, String message) {
    assertThatThrownBy(() -> suite(description))
        .isInstanceOf(DataException.class)
        .hasMessage(folder.resolve("suite.json") + ": " + message);
  }

  @Test
  void runsWithoutAnyJava() throws IOException {
    DescribedSuite suite = suite(DESCRIPTION);
    assertThat(suite.data()).contains(data);
    Task task = suite.task(Demo.request(data));
    Sample sample = Demo.samples(task).getFirst();
    assertThat(sample.id()).isEqualTo("7");
    assertThat(sample.target()).isEqualTo("B");
    assertThat(sample.extras()).isEqualTo(new Sample.Choices(List.of("Cusco", "Lima")));
    assertThat(sample.facets()).isEqualTo(Map.of("continent", "America"));
    assertThat(task.protocol().name()).isEqualTo("capitals/described");
    assertThat(task.protocol().scorers()).containsExactly("choice/official");
    assertThat(task.protocol().settings())
        .isEqualTo(GenerationSettings.greedy(20, List.of("\n\n")));
    assertThat(task.protocol().render(sample, Optional.empty()))
        .isEqualTo(
            new Prompt.Chat(
                List.of(
                    new Message("system", "Be brief."),
                    new Message(
                        "user", "{1} Which city is the capital of Peru?\nA. Cusco\nB. Lima"))));
  }

  @Test
  void numbersRowsWithoutAnIdentifier() throws IOException {
    String description =
        """
        {"name": "s", "prompt": "{country}", "raw": true, "target": "nr", "scorer": "exact", "maxTokens": 5}
        """;
    Task task = suite(description).task(Demo.request(data));
    Sample sample = Demo.samples(task).getFirst();
    assertThat(sample.id()).isEqualTo("2");
    assertThat(sample.target()).isEqualTo("7");
    assertThat(task.protocol().render(sample, Optional.empty())).isEqualTo(new Prompt.Text("Peru"));
  }

  @Test
  void statesItsWorkedExamplesOnlyWhereTheDescriptionDoes() throws IOException {
    DescribedSuite silent = suite(DESCRIPTION);
    assertThat(silent.protocols().getFirst().facts().shots()).isEmpty();
    DescribedSuite stated = suite(DESCRIPTION.replaceFirst("\\{", "{\"shots\": 3,"));
    assertThat(stated.protocols().getFirst().facts().shots()).hasValue(3);
    refuses(
        DESCRIPTION.replaceFirst("\\{", "{\"shots\": -1,"),
        "field \"shots\" is -1; expected 0 to 10000. Correct the number");
  }

  @Test
  void refusesAnUnknownKey() {
    refuses(
        DESCRIPTION.replace("maxTokens", "max_tokens"),
        "field \"max_tokens\" is unknown; expected some of [attempts, choices, data, description,"
            + " facets, id, maxTokens, name, prompt, raw, scorer, shots, stop, system, target,"
            + " temperature, topP]. Correct the key");
  }

  @Test
  void refusesAMissingKey() {
    refuses(
        "{\"name\": \"s\", \"prompt\": \"p\", \"target\": \"t\"}",
        "field \"scorer\" is missing; expected text, found the fields [name, prompt, target]."
            + " Check that the file is this suite's data");
  }

  @Test
  void refusesALoneBrace() {
    refuses(
        DESCRIPTION.replace("{{1}}", "{1"),
        "field \"prompt\" has a brace without a field's name at character 0; write {field}, or {{"
            + " and }} for braces");
  }

  @Test
  void refusesImpossibleSettings() {
    refuses(
        DESCRIPTION.replace("20", "0"),
        "has impossible settings: maxTokens must be at least 1, found 0. Correct them");
  }

  @Test
  void refusesTheNameOfABenchmark() {
    refuses(
        DESCRIPTION.replace("capitals\"", "mmlu-pro\""),
        "names the suite \"mmlu-pro\", which is a benchmark of the program. Choose another name");
  }

  @Test
  void refusesALetterBeyondTheOptions() throws IOException {
    Files.writeString(data, CSV.replace(",B,", ",C,"));
    Task task = suite(DESCRIPTION).task(Demo.request(data));
    assertThatThrownBy(() -> Demo.samples(task))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data + ":2: field \"answer\" is \"C\"; expected a letter from A to B. Correct the row");
  }

  @Test
  void refusesAFieldThatThePromptAsksForAndTheDataLack() throws IOException {
    Files.writeString(data, CSV.replace("country", "land"));
    Task task = suite(DESCRIPTION).task(Demo.request(data));
    assertThatThrownBy(() -> Demo.samples(task))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(data + ":2: field \"country\" is missing; ");
  }

  @Test
  void changesItsVersionWithTheDescription() throws IOException {
    String first = suite(DESCRIPTION).task(Demo.request(data)).protocol().version();
    String second =
        suite(DESCRIPTION.replace("brief", "short")).task(Demo.request(data)).protocol().version();
    assertThat(first).hasSize(12).isNotEqualTo(second);
  }
}
