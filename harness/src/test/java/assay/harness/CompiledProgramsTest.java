package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs in C++, Java and Python for a small contest problem, from files to verdicts, with their
/// language told in each of the ways there are.
final class CompiledProgramsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PROBLEM =
      """
      {"id": 7, "content": "Print the sum of two numbers.", "labels": {"source": "x", \
      "difficulty": "A"}, "test": [\
      {"input": {"stdin": "1 2\\n"}, "output": {"stdout": "3\\n"}}, \
      {"input": {"stdin": "2000000000 2000000000\\n"}, "output": {"stdout": "4000000000\\n"}}]}
      """;
  private static final String CPP =
      "#include <iostream>\n"
          + "int main() { TYPE a, b; std::cin >> a >> b; std::cout << a + b << '\\n"
          + "'; }";
  private static final String JAVA =
      """
      import java.util.Scanner;
      public class Sum {
        public static void main(String[] args) {
          Scanner in = new Scanner(System.in);
          System.out.println(in.nextLong() + in.nextLong());
        }
      }
      """;
  private static final String PYTHON = "print(sum(map(int, input().split())))";

  @TempDir private Path folder;
  private Path data;

  @BeforeAll
  static void needsASandboxWithCompilers() {
    String doctor = Commands.run("sandbox", "doctor").out();
    boolean all = doctor.contains("C++ programs") && doctor.contains("Java programs");
    boolean works = all && !doctor.lines().anyMatch(line -> line.contains("NOT RUN"));
    if (!works) {
      System.err.println("CompiledProgramsTest: skipped, compilers are missing\n" + doctor);
    }
    Assumptions.assumeTrue(works, "a sandbox with both compilers is needed");
  }

  @BeforeEach
  void writeProblem() throws IOException {
    data = Files.writeString(folder.resolve("problems.jsonl"), PROBLEM.replace("\\\n", ""));
  }

  @Test
  void theOptionTellsTheLanguageOfAllPrograms() throws IOException {
    Path recorded =
        codes(null, CPP.replace("TYPE", "long long"), CPP.replace("TYPE", "int"), CPP, "");
    JsonNode summary = score(recorded, "--language", "cpp");

    assertThat(summary.path("scorer").asText()).isEqualTo("code/real+cpp");
    assertThat(verdicts().stream().map(line -> line.path("rule").asText()))
        .containsExactly("all-tests", "wrong-answer", "compile-error", "");
    assertThat(verdicts().get(1).path("failingTest").asInt()).isEqualTo(2);
    assertThat(verdicts().get(2).path("detail").asText()).contains("TYPE");
    JsonNode first = verdicts().getFirst();
    assertThat(first.path("language").asText()).isEqualTo("cpp");
    assertThat(first.path("compileCpuMillis").asLong()).isPositive();
    assertThat(first.path("testWallMillis")).hasSize(2);
    JsonNode code = summary.path("code");
    assertThat(code.path("languages")).isEqualTo(JSON.readTree("{\"cpp\": 3}"));
    assertThat(code.path("compileWallMillis").asLong())
        .isGreaterThanOrEqualTo(first.path("compileWallMillis").asLong());
  }

  @Test
  void aRecordingTellsTheLanguageOfEachProgram() throws IOException {
    Path recorded = folder.resolve("mixed.jsonl");
    Files.writeString(
        recorded,
        row("java", JAVA) + row("C++", CPP.replace("TYPE", "long")) + row("python", PYTHON));
    JsonNode summary = score(recorded);

    assertThat(summary.path("scorer").asText()).isEqualTo("code/real");
    assertThat(summary.path("correct").asInt()).isEqualTo(3);
    assertThat(verdicts().stream().map(line -> line.path("language").asText()))
        .containsExactly("java", "cpp", "python");
    assertThat(run(recorded, "--language", "cpp").err())
        .contains("--language cpp: ", "says java for sample 7");
    Files.writeString(recorded, row("cobol", JAVA));
    assertThat(run(recorded).err())
        .contains("field language says \"cobol\"; judged are python, cpp and java");
  }

  @Test
  void theFenceTellsTheLanguage() throws IOException {
    Path recorded = folder.resolve("outputs.json");
    ArrayNode outputs = JSON.createArrayNode();
    ObjectNode row = outputs.addObject().put("question_id", 7);
    row.putArray("output_list")
        .add("So:\n```java\n" + JAVA + "```\n")
        .add("<think>\n```python\n" + PYTHON + "\n```\n</think>\n```cpp\nint main() {}\n```")
        .add("```\n" + PYTHON + "\n```");
    Files.writeString(recorded, outputs.toString());
    score(recorded, "--language", "fence");

    assertThat(verdicts().stream().map(line -> line.path("verdict").asText()))
        .containsExactly("correct", "wrong", "no-answer");
    assertThat(run(codes(null, PYTHON), "--language", "fence").err())
        .contains("without their fenced blocks");
    assertThat(run(recorded, "--language", "rust").err())
        .contains("--language rust: unknown; there are python, cpp, java and fence");
  }

  @Test
  void aRunStoresTheLanguageInItsScorersNames() throws IOException {
    Path recorded = codes("java", JAVA);
    Path out = folder.resolve("run");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            "code-contests",
            "--data",
            data.toString(),
            "--model",
            "recorded:" + recorded,
            "--out",
            out.toString());

    assertThat(result.status()).as(result.err()).isZero();
    JsonNode manifest = JSON.readTree(Files.readString(out.resolve("manifest.json")));
    assertThat(manifest.path("scorers"))
        .isEqualTo(JSON.readTree("[\"code/real+java+whole-completion\"]"));
    assertThat(manifest.path("program").path("sandbox").asText()).contains(", javac ");
    assertThat(Files.readString(out.resolve("records.jsonl"))).contains("all-tests");
  }

  @Test
  void theOfficialJudgeRunsPythonOnly() throws IOException {
    assertThat(
            Commands.run(
                    "score",
                    "--suite",
                    "code-contests",
                    "--data",
                    data.toString(),
                    "--recorded",
                    codes(null, JAVA).toString(),
                    "--scorer",
                    "code/official",
                    "--language",
                    "java")
                .err())
        .contains("--language java: code/official is not for it; use --scorer code/real");
  }

  private static String row(String language, String code) {
    ObjectNode row = JSON.createObjectNode().put("question_id", 7).put("language", language);
    row.putArray("code_list").add(code);
    return row + "\n";
  }

  private Path codes(String language, String... programs) throws IOException {
    ObjectNode row = JSON.createObjectNode().put("question_id", 7);
    if (language != null) {
      row.put("language", language);
    }
    ArrayNode list = row.putArray("code_list");
    for (String program : programs) {
      list.add(program);
    }
    return Files.writeString(folder.resolve("codes.jsonl"), row + "\n");
  }

  private Commands.Result run(Path recorded, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "score",
                "--suite",
                "code-contests",
                "--data",
                data.toString(),
                "--recorded",
                recorded.toString(),
                "--scorer",
                "code/real",
                "--json",
                "--verdicts",
                folder.resolve("verdicts.jsonl").toString()));
    arguments.addAll(List.of(more));
    return Commands.run(arguments.toArray(String[]::new));
  }

  private JsonNode score(Path recorded, String... more) throws IOException {
    Commands.Result result = run(recorded, more);
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }

  private List<JsonNode> verdicts() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("verdicts.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
