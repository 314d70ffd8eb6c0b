package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.engine.family.Families;
import assay.harness.Documents.Mention;
import assay.harness.run.ScorerSet;
import assay.scorers.PairGrader;
import assay.scorers.catalog.Scorers;
import assay.tasks.benchmarks.Benchmarks;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What CONTRIBUTING.md says a benchmark, a scorer, an architecture and a chart need is what those
/// that are there have. That the names in it exist is told by [DocumentsTest].
final class ContributingTest {
  @TempDir private Path folder;

  private static String read(String file) throws IOException {
    return Files.readString(Documents.ROOT.resolve(file));
  }

  private static Set<String> codeIn(String file) throws IOException {
    return Documents.mentions(Documents.ROOT.resolve(file), read(file)).stream()
        .map(Mention::text)
        .collect(Collectors.toSet());
  }

  /// Returns the Java sources below a folder of the repository.
  private static String sources(String folder) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(folder))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        texts.add(Files.readString(file));
      }
    }
    return String.join("\n", texts);
  }

  static Stream<Class<?>> benchmarks() {
    return Benchmarks.standard().all().stream().map(Object::getClass);
  }

  /// Whose the data is stands there where it has no licence of its own.
  @ParameterizedTest
  @MethodSource("benchmarks")
  void aBenchmarkNamesPaperDataWithLicenceAndThePromptsRevision(Class<?> benchmark)
      throws IOException {
    String source = read("tasks/src/main/java/" + benchmark.getName().replace('.', '/') + ".java");
    String documentation =
        source
            .lines()
            .filter(line -> line.startsWith("///"))
            .map(line -> line.replaceFirst("/// *", ""))
            .collect(Collectors.joining(" "));
    assertThat(documentation).containsPattern("- Papers?: .*(arXiv \\d{4}\\.\\d{4,5}|https://)");
    assertThat(item(documentation, "Data"))
        .containsPattern("`[^`]+`")
        .containsPattern("\\((MIT|Apache-2\\.0|CC BY(-SA)? [34]\\.0)\\)|belong to");
    assertThat(item(documentation, "Prompts?"))
        .containsPattern("github\\.com/[^ ]+/tree/[0-9a-f]{7,}|\\(section [0-9.]+\\)|ours");
  }

  static Stream<String> protocols() {
    return Benchmarks.standard().all().stream()
        .flatMap(benchmark -> benchmark.protocolNames().stream());
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aProtocolHasARenderedPrompt(String protocol) throws IOException {
    Path fixtures = Documents.ROOT.resolve("tasks/src/test/resources/assay/tasks/prompts");
    String begin = protocol.replace('/', '.') + ".";
    try (Stream<Path> files = Files.list(fixtures)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith(begin) && name.endsWith(".expected"));
    }
  }

  private static String item(String documentation, String name) {
    Matcher item = Pattern.compile("- " + name + ": (.*?)(?= - |  |$)").matcher(documentation);
    assertThat(item.find()).as("an item " + name).isTrue();
    return item.group(1);
  }

  static Stream<String> textScorers() {
    return Scorers.names().stream();
  }

  @ParameterizedTest
  @MethodSource("textScorers")
  void aScorerGradesUnderItsNameAndHasItsRow(String name) throws IOException {
    assertThat(ScorerSet.names()).contains(name);
    PairGrader grader = Scorers.grader(name).orElseThrow();
    assertThat(grader.name()).isEqualTo(name);
    assertThat(grader.getClass().getPackageName()).startsWith("assay.scorers");
    String right = name.startsWith("choice/") ? "A" : "7";
    String wrong = name.startsWith("choice/") ? "B" : "8";
    assertThat(grader.gradeAnswer(right, right).correct()).isTrue();
    assertThat(grader.gradeAnswer(right, wrong).correct()).isFalse();
    assertThat(codeIn("scorers/README.md")).contains(name);
  }

  @Test
  void everyScorerIsListedOnce() {
    assertThat(ScorerSet.names()).doesNotHaveDuplicates().containsAll(Scorers.names());
  }

  static Stream<String> architectures() {
    return Families.architectures().stream();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void anArchitectureHasItsRowAndATestOfItsOwn(String name) throws IOException {
    assertThat(codeIn("engine/README.md")).contains(name);
    assertThat(Pattern.compile("\"" + name + "\\b").matcher(sources("engine/src/test")).find())
        .as("a test that names " + name)
        .isTrue();
  }

  static Stream<String> modelTypes() {
    return Families.modelTypes().stream();
  }

  @ParameterizedTest
  @MethodSource("modelTypes")
  void aKindOfCheckpointHasReferenceLogits(String type) throws IOException {
    Path folder = Documents.ROOT.resolve("engine/src/test/resources/assay/engine/huggingface");
    try (Stream<Path> checkpoints = Files.list(folder)) {
      assertThat(checkpoints.toList())
          .anyMatch(
              checkpoint ->
                  Files.exists(checkpoint.resolve("config.json"))
                      && saysType(checkpoint.resolve("config.json"), type));
    }
  }

  private static boolean saysType(Path config, String type) {
    try {
      return Files.readString(config).contains("\"model_type\": \"" + type + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBlockIsChosenByItsConfigurationNeverByTheFamily() throws IOException {
    assertThat(sources("engine/src/main/java/assay/engine/model"))
        .doesNotContain("engine.family", "model_type", "general.architecture");
  }

  @Test
  void aChartOfThePageIsAlsoAFile() throws IOException {
    assumeTrue(
        GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0,
        "a machine without fonts draws no PNG");
    Path data = Suites.questions(folder, 12);
    Path a = run(data, "a", 3);
    Path b = run(data, "b", 2);
    Path out = folder.resolve("report");
    HostileTexts.succeed("report", a, b, "--out", out);
    String page = Files.readString(out.resolve("report.html"));
    long pictures = Pattern.compile("<figure").matcher(page).results().count();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.filter(file -> file.toString().endsWith(".png")).count())
          .isPositive()
          .isEqualTo(pictures);
    }
  }

  private Path run(Path data, String name, int wrongEach) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String letter = Suites.letter(i % wrongEach == 0 ? i + 1 : i);
      lines.add(
          "{\"question_id\": %d, \"output\": \"The answer is (%s).\"}".formatted(1000 + i, letter));
    }
    Path recording = Files.write(folder.resolve(name + ".jsonl"), lines);
    Path out = folder.resolve(name);
    HostileTexts.succeed(
        "run",
        "--suite",
        "mmlu-pro",
        "--protocol",
        "mmlu-pro/official-local-0shot",
        "--data",
        data,
        "--model",
        "recorded:" + recording,
        "--out",
        out);
    return out;
  }
}
