package assay.tasks.livecodebench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.GenerationSettings;
import assay.results.Sample;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveCodeBenchTest {
  private static final String ROW =
      """
      {"question_id": "%s", "question_content": "q", "platform": "p", "contest_date": "%s", "starter_code": "", "difficulty": "easy", "public_test_cases": "[]", "private_test_cases": %s, "metadata": "{}"}
      """;
  private static final String TESTS =
      "\"[{\\\"input\\\": \\\"1\\\", \\\"output\\\": \\\"2\\\", \\\"testtype\\\":"
          + " \\\"stdin\\\"}]\"";

  @TempDir Path folder;

  private static Window window(String from, String to, String release) {
    return new Window(
        Optional.of(from).filter(day -> !day.isEmpty()).map(LocalDate::parse),
        Optional.of(to).filter(day -> !day.isEmpty()).map(LocalDate::parse),
        Optional.of(release).filter(name -> !name.isEmpty()));
  }

  private static Task task(List<Path> data, Window window) {
    return new LiveCodeBench()
        .task(new TaskRequest(data, Optional.empty(), Optional.empty(), window));
  }

  private static Task demo(Window window) {
    return task(List.of(Demo.file("programming.jsonl")), window);
  }

  @ParameterizedTest
  @CsvSource({
    "p01, 90f69ff8e43418e8e26436df023ee801096f0df89ff48c1f5fb426dce62da448",
    "p02, 84dd8f51f7671eb15008b9b48e3a627658370dcc9cc72c51d63ff6c3b3877846",
    "p03, 8ab05609caedadfe021c5acb03e996f58743914fb0efd935bd98c6ac55e6bb1b",
    "p04, e55ae93b055d0ecd7c36930c8280e04bf51c8e5b9b315bc1de5f6634c0b885bc",
    "p07, d70dd541b1f30c64ff83ef0dd7c8f5acdfa2be6656ed766db38e923f0d9ad1e0",
    "p09, 9d7451264578fbb4ddb96822eff9518b0758d870c295bda2c28b6e134029a6ed",
    "p10, 523d2a570625ebd01336decb3c2c43fde14e0de29fe3afbbbd77b5b7ffef47ce"
  })
  void unpacksTheTestsThatPythonUnpacks(String id, String digest) {
    Map<String, TestSet> tests =
        Demo.samples(demo(Window.ALL)).stream()
            .collect(Collectors.toMap(Sample::id, sample -> Wording.problem(sample).tests()));
    assertThat(tests.get(id).digest()).isEqualTo(digest);
  }

  @Test
  void readsNameAndStarterCodeOfAFunction() {
    Sample sample = Demo.samples(demo(Window.ALL)).get(7);
    Sample.Programming problem = Wording.problem(sample);
    assertThat(problem.functionName()).contains("countTwice");
    assertThat(problem.starterCode())
        .isEqualTo("class Solution:\n    def countTwice(self, words: List[str]) -> int:\n        ");
    assertThat(problem.tests().cases().getFirst())
        .isEqualTo(
            new TestCase(
                TestCase.Kind.FUNCTIONAL,
                "[\"pen\", \"ink\", \"pen\", \"cup\", \"ink\", \"ink\"]",
                "1"));
    assertThat(sample.facets())
        .isEqualTo(
            Map.of("difficulty", "easy", "platform", "assay-functional", "month", "2025-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', livecodebench all, 12",
    "2025-02-01, 2025-03-31, livecodebench 2025-02..2025-03, 6",
    "2025-02-08, 2025-02-15, livecodebench 2025-02-08..2025-02-15, 2",
    "2025-04-01, '', livecodebench 2025-04.., 3",
    "'', 2025-01-31, livecodebench ..2025-01, 3"
  })
  void asksOnlyProblemsOfTheWindowAndSaysSoInTheMetric(
      String from, String to, String metric, int problems) {
    Task task = demo(window(from, to, ""));
    assertThat(task.metric()).isEqualTo(metric);
    assertThat(Demo.samples(task)).hasSize(problems);
  }

  @Test
  void refusesAWindowWithoutProblems() {
    Task task = demo(window("2030-01-01", "", ""));
    assertThatThrownBy(() -> Demo.samples(task))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "programming.jsonl: none of its 12 rows is in the window that was asked for. Widen the"
                + " window");
  }

  private void writeReleaseFiles() throws IOException {
    for (String name : List.of("test.jsonl", "test2.jsonl", "test3.jsonl")) {
      Files.writeString(folder.resolve(name), ROW.formatted(name, "2024-08-03", TESTS));
    }
  }

  @ParameterizedTest
  @CsvSource({"release_v1, 1", "release_v3, 3", "v2, 1", "v2_v3, 2", "'', 3"})
  void choosesTheFilesOfARelease(String release, int files) throws IOException {
    writeReleaseFiles();
    Task task = task(List.of(folder), window("", "", release));
    assertThat(Demo.samples(task)).hasSize(files);
    assertThat(task.metric()).isEqualTo("livecodebench " + (release.isEmpty() ? "all" : release));
  }

  @Test
  void namesTheMissingFileOfARelease() throws IOException {
    writeReleaseFiles();
    assertThatThrownBy(() -> task(List.of(folder), window("", "", "release_v4")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder
                + ": the release release_v4 needs test4.jsonl, which is not among the data files."
                + " Add it, or choose by dates");
  }

  @Test
  void refusesAnUnknownRelease() throws IOException {
    writeReleaseFiles();
    assertThatThrownBy(() -> task(List.of(folder), window("", "", "v9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown release \"v9\"");
  }

  private void refuses(String row, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("a.jsonl"), row);
    Task task = task(List.of(file), Window.ALL);
    assertThatThrownBy(() -> Demo.samples(task))
        .isInstanceOf(DataException.class)
        .hasMessage(file + message);
  }

  @Test
  void refusesTestsThatCannotBeUnpacked() throws IOException {
    refuses(
        ROW.formatted("a", "2024-08-03", "\"eJx?\""),
        ":1: field \"private_test_cases\" cannot be read: Illegal base64 character 3f in the"
            + " 4 characters from 0. Check the file");
    refuses(
        ROW.formatted("a", "2024-08-03", "\"AAAA\""),
        ":1: field \"private_test_cases\" has damaged compressed data: unknown compression method."
            + " Fetch the file again");
    // python3 -c 'base64.b64encode(zlib.compress(pickle.dumps({"a": 1}, 4)))'
    refuses(
        ROW.formatted("a", "2024-08-03", "\"eNprYJnKxQABtVN6GBOneDMW6wEALJIEpA==\""),
        ":1: field \"private_test_cases\" cannot be read: the pickle has the opcode EMPTY_DICT at"
            + " offset 11; expected one text and nothing else. Check the file");
  }

  @Test
  void refusesAKindOfTestThatItDoesNotKnow() throws IOException {
    refuses(
        ROW.formatted("a", "2024-08-03", TESTS.replace("stdin", "file")),
        ":1: field \"testtype\" is \"file\"; expected \"stdin\" or \"functional\". Correct the"
            + " row");
  }

  @Test
  void refusesAFunctionTestWithoutAFunction() throws IOException {
    refuses(
        ROW.formatted("a", "2024-08-03", TESTS.replace("stdin", "functional")),
        ":1: has a test of kind FUNCTIONAL; expected only STDIN, since no function is named."
            + " Correct the row");
  }

  @Test
  void refusesADateThatIsNone() throws IOException {
    refuses(
        ROW.formatted("a", "3 August", TESTS),
        ":1: field \"contest_date\" is \"3 August\"; expected a date such as 2024-08-03 or"
            + " 2024-08-03T00:00:00. Correct the row");
  }

  @Test
  void stopsADecompressionBomb() {
    // python3 -c 'base64.b64encode(zlib.compress(pickle.dumps("[" + " " * 10**6, 4)))'
    String bomb =
        "eNrtwTENACAMADAOfiygAA+gYglmEIHgCVnb12Of0e4EAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADK+isBTztnJA==";
    assertThatThrownBy(
            () -> {
              try (Reader reader = PackedTests.unpack(bomb, 1000)) {
                reader.transferTo(new StringWriter());
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("has inflated text of more than 1,000 bytes. Correct the file");
  }

  @Test
  void hasTheRunnersSettings() {
    assertThat(demo(Window.ALL).protocol().settings())
        .isEqualTo(new GenerationSettings(2000, 0.2, 0.95, 0, 0, List.of(), 10));
  }
}
