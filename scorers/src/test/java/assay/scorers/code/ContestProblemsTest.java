package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs in C++ and Java for genuine contest problems with all their tests, over every sandbox
/// of the machine.
class ContestProblemsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILE =
      Path.of("../../shared/data/code/code_contests_sample_even.jsonl");
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();
  private static final String DIGIT_JUMP = "2";
  private static final String PRESENT = "18";
  private static final List<String> SOLVED_IN_BOTH = List.of(DIGIT_JUMP, PRESENT);

  /// A machine that tests all backends starts hundreds of virtual machines for this.
  private static final int JAVA_TESTS = 12;

  @BeforeAll
  static void needsTheProblems() {
    assumeTrue(Files.isRegularFile(FILE), "the problems are not here: " + FILE);
  }

  @ParameterizedTest
  @EnumSource(names = {"BWRAP", "DOCKER", "NAMESPACES"})
  void passesCorrectProgramsOnAllTheirTests(SandboxChoice choice) throws IOException {
    try (Sandbox sandbox = TestSandboxes.require(choice, LIMITS)) {
      for (Language language : List.of(Language.CPP, Language.JAVA)) {
        List<String> ids = choice == SandboxChoice.BWRAP ? solved(language) : SOLVED_IN_BOTH;
        assertThat(correct(sandbox, language, ids, JAVA_TESTS).differences()).isEmpty();
      }
    }
  }

  /// Returns the problems for which there is a correct program in a language.
  static List<String> solved(Language language) {
    return language == Language.CPP
        ? List.of(DIGIT_JUMP, "6", "12", "14", PRESENT)
        : SOLVED_IN_BOTH;
  }

  /// Judges the correct programs of a language, which must pass.
  ///
  /// @param ids problems that have one
  /// @param javaTests how many of a problem's tests Java programs get
  static Agreement correct(Sandbox sandbox, Language language, List<String> ids, int javaTests)
      throws IOException {
    Map<String, List<TestCase>> problems = problems();
    return new Agreement(
        ids.size(),
        AtOnce.differences(
            ids,
            id -> {
              List<TestCase> all = problems.get(id);
              return difference(
                  sandbox,
                  language,
                  id,
                  language == Language.JAVA
                      ? all.subList(0, Math.min(javaTests, all.size()))
                      : all);
            }));
  }

  private static String difference(
      Sandbox sandbox, Language language, String id, List<TestCase> tests) throws IOException {
    CodeResult result = judge(sandbox, language, id, source(id, language.label()), tests);
    boolean timed =
        result.times().size() == tests.size()
            && !result.build().time().orElseThrow().cpu().isZero()
            && result.build().language().equals(Optional.of(language));
    return result.score().correct() && timed ? "" : id + " " + result;
  }

  @ParameterizedTest
  @EnumSource(names = {"BWRAP", "DOCKER", "NAMESPACES"})
  void failsOthersByTheRuleThatFits(SandboxChoice choice) throws IOException {
    List<TestCase> tests = problems().get(PRESENT);
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(source(PRESENT, "cpp").replace("bit < 25", "bit < 2"), "wrong-answer");
    rules.put(source(PRESENT, "cpp").replace("int n;", ""), "compile-error");
    rules.put("int main() { for (volatile int i = 0;; i = i + 1) {} }", "time-limit");
    rules.put("#include <cstdlib>\nint main() { abort(); }", "runtime-error");
    rules.put(
        "#include <vector>\nint main() { std::vector<std::vector<int>> v; for (;;)"
            + " v.emplace_back(1 << 20, 1); }",
        "memory-limit");
    rules.put(
        "#include <cstdio>\nint main() { for (;;) puts(\"flood of output\"); }", "output-limit");
    try (Sandbox sandbox = TestSandboxes.require(choice, LIMITS)) {
      CodeScorer scorer =
          CodeScorer.real(
              sandbox,
              LIMITS,
              CodeExtractor.WHOLE_COMPLETION,
              new LanguageRule.Stated(Language.CPP));
      List<String> codes = List.copyOf(rules.keySet());
      assertThat(AtOnce.ask(codes, code -> score(scorer, tests, code).ruleName()))
          .isEqualTo(codes.stream().map(rules::get).toList());
      Score broken = score(scorer, tests, "int main() { return undeclared; }");
      assertThat(((Score.Wrong) broken).detail())
          .contains("program.cpp:1:21: error", "undeclared")
          .hasSizeLessThan(700);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO"})
  void asksForTheLanguageAndNeverGuesses(SandboxChoice choice) throws IOException {
    List<TestCase> tests = problems().get(PRESENT).subList(0, 2);
    String cpp = "```cpp\n" + source(PRESENT, "cpp") + "\n```";
    try (Sandbox sandbox = TestSandboxes.require(choice, LIMITS)) {
      CodeScorer unstated = CodeScorer.real(sandbox, LIMITS, CodeExtractor.ANSWER_FENCES);
      CodeScorer fenced =
          CodeScorer.real(sandbox, LIMITS, CodeExtractor.ANSWER_FENCES, new LanguageRule.ByFence());
      CodeScorer java =
          CodeScorer.real(
              sandbox, LIMITS, CodeExtractor.ANSWER_FENCES, new LanguageRule.Stated(Language.JAVA));
      CodeScorer official = CodeScorer.official(sandbox, LIMITS, CodeExtractor.LAST_FENCES);

      assertThat(List.of(unstated.name(), fenced.name(), java.name()))
          .containsExactly("code/real", "code/real+fence", "code/real+java");
      assertThat(score(unstated, tests, cpp).ruleName()).isEqualTo("runtime-error");
      assertThat(score(fenced, tests, cpp).correct()).isTrue();
      assertThat(score(fenced, tests, cpp.replace("```cpp", "```")))
          .isInstanceOfSatisfying(
              Score.NoAnswer.class,
              none -> assertThat(none.detail()).contains("does not name its language"));
      assertThat(score(fenced, tests, cpp.replace("```cpp", "```rust")))
          .isInstanceOfSatisfying(
              Score.NoAnswer.class,
              none -> assertThat(none.detail()).contains("marked rust; judged are python, cpp"));
      assertThat(declared(unstated, tests, cpp, Language.CPP).correct()).isTrue();
      assertThat(declared(java, tests, cpp, Language.CPP)).isInstanceOf(Score.NotMeasured.class);
      assertThat(declared(official, tests, cpp, Language.CPP))
          .isInstanceOfSatisfying(
              Score.NotMeasured.class,
              none -> assertThat(none.cause()).isEqualTo(Cause.GRADER_FAULT));
      assertThat(
              score(
                  fenced,
                  List.of(new TestCase(TestCase.Kind.FUNCTIONAL, "1", "1")),
                  "```java\nclass Solution { }\n```"))
          .isInstanceOf(Score.NotMeasured.class);
    }
  }

  private static CodeResult judge(
      Sandbox sandbox, Language language, String id, String code, List<TestCase> tests) {
    return CodeScorer.real(
            sandbox, LIMITS, CodeExtractor.WHOLE_COMPLETION, new LanguageRule.Stated(language))
        .judge(sample(id, tests), Completion.recorded(code));
  }

  private static Score score(CodeScorer scorer, List<TestCase> tests, String completion) {
    return scorer.score(sample("p", tests), Completion.recorded(completion));
  }

  private static Score declared(
      CodeScorer scorer, List<TestCase> tests, String completion, Language language) {
    return scorer
        .judge(sample("p", tests), Completion.recorded(completion), Optional.of(language))
        .score();
  }

  private static Sample sample(String id, List<TestCase> tests) {
    return new Sample(
        id, "", "", "", Map.of(), new Sample.Programming("", Optional.empty(), TestSet.of(tests)));
  }

  private static String source(String id, String extension) throws IOException {
    String name = "contests/%s.%s".formatted(id, extension);
    try (InputStream in = ContestProblemsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, List<TestCase>> problems() throws IOException {
    Map<String, List<TestCase>> problems = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FILE)) {
      JsonNode problem = JSON.readTree(line);
      List<TestCase> tests = new ArrayList<>();
      for (JsonNode test : problem.path("test")) {
        tests.add(
            new TestCase(
                TestCase.Kind.STDIN,
                test.path("input").path("stdin").asText(),
                test.path("output").path("stdout").asText()));
      }
      problems.put(problem.path("id").asText(), tests);
    }
    return problems;
  }
}
