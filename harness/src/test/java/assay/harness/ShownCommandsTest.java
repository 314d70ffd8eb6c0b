package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.ShownCommands.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages for readers show commands that work, and what these print.
final class ShownCommandsTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// What a test cannot type, by the beginning of the line or what stands in it, and why. It is
  /// parsed nevertheless if it starts the program.
  private static final Map<String, String> NOT_TYPED =
      Map.ofEntries(
          Map.entry("export ", "the session has these variables"),
          Map.entry("./assay demo", "takes a minute; DemoTest runs it"),
          Map.entry(
              "./assay serve", "serves until it is stopped; TextCompletionsTest asks a server"),
          Map.entry("./assay view", "serves until it is stopped; ViewCommandTest runs it"),
          Map.entry(
              "./assay data get", "downloads; NamedDataTest does it from a server of its own"),
          Map.entry(
              "./assay sandbox doctor",
              "attacks every sandbox, for 20 s; RecordedProgramsTest runs it"),
          Map.entry(
              "./assay engine kernels", "measures every set, for 10 s; EngineSpeedTest runs it"),
          Map.entry(
              "./assay engine divergence",
              "needs files of models that learned; DivergenceCommandTest has some"),
          Map.entry("--divergence ", "needs what that prints; DivergenceCommandTest reports it"),
          Map.entry("--suite ruler", "asks many thousands of tokens; RulerRunTest asks a few"),
          Map.entry("./assay data make", "needs a tokenizer of words; RulerRunTest makes a file"),
          Map.entry("--model hf:", "downloads; HubTest does it from a server of its own"),
          Map.entry(
              "./assay submit", "needs a cluster; SlurmTest and KubernetesJobsTest have one"));

  @TempDir private static Path folder;

  private static Map<Shown, JsonNode> typed;

  static List<Shown> all() throws IOException {
    List<Shown> all = new ArrayList<>();
    for (Path page : ShownCommands.pages()) {
      all.addAll(ShownCommands.of(page));
    }
    for (Path pipeline : ShownPipelines.files()) {
      all.addAll(ShownPipelines.of(pipeline));
    }
    return all;
  }

  static List<Shown> runnable() throws IOException {
    return all().stream().filter(shown -> reason(shown).isEmpty()).toList();
  }

  private static Optional<String> reason(Shown shown) {
    return NOT_TYPED.keySet().stream().filter(part -> concerns(part, shown.typed())).findFirst();
  }

  private static boolean concerns(String part, String typed) {
    return part.startsWith("-") ? typed.contains(" " + part) : typed.startsWith(part);
  }

  @BeforeAll
  static void typeThemAll() throws Exception {
    List<Shown> runnable = runnable();
    ArrayNode commands = JsonNodeFactory.instance.arrayNode();
    runnable.forEach(
        shown -> commands.addObject().put("page", shown.page()).put("typed", shown.typed()));
    Path asked = folder.resolve("commands.json");
    Path answered = folder.resolve("answers.json");
    Path screen = folder.resolve("screen");
    JSON.writeValue(asked.toFile(), commands);
    ProcessBuilder session =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ShownSession.class.getName(),
                Documents.ROOT.toString(),
                asked.toString(),
                answered.toString())
            .directory(Files.createDirectories(folder.resolve("session")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile());
    session.environment().put("OPENAI_API_KEY", "key-of-the-test");
    assertThat(session.start().waitFor()).as(Files.readString(screen)).isZero();
    JsonNode answers = JSON.readTree(answered.toFile());
    typed = new LinkedHashMap<>();
    for (int i = 0; i < runnable.size(); i++) {
      typed.putIfAbsent(runnable.get(i), answers.get(i));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void theParserTakesIt(Shown shown) {
    ShellLine line = shown.line();
    if (line.isAssay()) {
      assertThat(CommandLineParser.complaints(line)).isEmpty();
    }
  }

  /// A command that ends with another status than 0 is followed by `echo $?` on its page.
  @ParameterizedTest(name = "{0}")
  @MethodSource("runnable")
  void itRunsAndPrintsWhatThePageShows(Shown shown) throws IOException {
    JsonNode answer = typed.get(shown);
    String output = answer.path("output").asText();
    if (!statusIsShown(shown)) {
      assertThat(answer.path("status").asInt()).as(output).isZero();
    }
    if (shown.typed().equals("echo $?")) {
      assertThat(output.strip()).isEqualTo(String.join("", shown.printed()).strip());
    } else if (shown.line().words().getFirst().equals("cat")) {
      assertThat(shown.printed()).isEqualTo(output.lines().toList());
    }
    assertThat(PrintedLines.missing(shown.printed(), output))
        .as("the page shows what was not printed: %s", output)
        .isEmpty();
  }

  private static boolean statusIsShown(Shown shown) throws IOException {
    List<Shown> all = all();
    List<Shown> thisAndNext =
        all.subList(all.indexOf(shown), all.size()).stream().limit(2).toList();
    return thisAndNext.stream().anyMatch(each -> each.typed().equals("echo $?"));
  }

  @Test
  void everyLineThatIsNotTypedHasAReasonThatSomeLineNeeds() throws IOException {
    Set<String> unused = new TreeSet<>(NOT_TYPED.keySet());
    all().forEach(shown -> reason(shown).ifPresent(unused::remove));
    assertThat(unused).isEmpty();
  }

  @Test
  void everyPipelineRunsAndGates() throws IOException {
    assertThat(ShownPipelines.files()).isNotEmpty();
    for (Path pipeline : ShownPipelines.files()) {
      assertThat(ShownPipelines.of(pipeline))
          .extracting(Shown::typed)
          .anyMatch(typed -> typed.startsWith("./assay run ") && typed.contains("runs/candidate"))
          .anyMatch(typed -> typed.startsWith("./assay regress --baseline baseline.jsonl"))
          .noneMatch(typed -> typed.contains("$"));
    }
  }

  @Test
  void pagesThatSayWhatIsNotSoAreFound() {
    List<Shown> shown =
        ShownCommands.of(
            "page.md",
            """
            ```console
            $ ./assay list \\
                --suits
            12 things
            ...
            done in 3.5 s
            ```

                ./assay run ... --limt 5    # a remark
            """);
    assertThat(shown)
        .extracting(each -> CommandLineParser.complaints(each.line()).size())
        .containsExactly(1, 1);
    List<String> printed = shown.getFirst().printed();
    assertThat(PrintedLines.missing(printed, "7  things\nmore\ndone in 0.2 s\n")).isEmpty();
    assertThat(PrintedLines.missing(printed, "7 things\nmore\n")).contains("done in 3.5 s");
    assertThat(PrintedLines.missing(printed, "7 items\ndone in 1 s\n")).contains("12 things");
    assertThat(PrintedLines.missing(printed, "7 things\ndone in 1 s\nand more\n")).isPresent();
    assertThat(PrintedLines.missing(List.of("a … c 1"), "a b c 2\n")).isEmpty();
    assertThat(PrintedLines.missing(List.of("a … d"), "a b c\n")).isPresent();
  }
}
