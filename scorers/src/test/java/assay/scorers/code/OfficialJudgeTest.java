package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.TestCase;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.SandboxedTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Verdicts of LiveCodeBench's own grader on programs that show its oddities, reproduced.
///
/// `tools/sandbox/official_goldens.py` made them by running that grader.
class OfficialJudgeTest extends SandboxedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(6), 512L << 20, 1 << 20, 64);

  OfficialJudgeTest() {
    super(LIMITS);
  }

  @Test
  void agreesWithTheGraderOnItsOddities() throws IOException {
    List<JsonNode> cases = cases();
    assertThat(cases).hasSizeGreaterThan(160);
    assertThat(AtOnce.differences(cases, golden -> difference(golden))).isEmpty();
  }

  private String difference(JsonNode golden) {
    CodeVerdict verdict = judge(golden);
    String found = outcome(verdict);
    String expected = outcome(golden);
    return found.equals(expected)
        ? ""
        : "%s: expected %s, found %s, %s"
            .formatted(golden.path("name").asText(), expected, found, verdict.verdict());
  }

  @Test
  void refusesTheCheatsThatTheGraderAccepts() throws IOException {
    String alwaysEqual =
        """
        class Yes:
            def __eq__(self, other): return True
            def __len__(self): return 1
            def __iter__(self): return iter([1])
        class L(list):
            def __eq__(self, other): return True
        def f(x): return VALUE
        """;
    OfficialJudge judge = new OfficialJudge(sandbox(), LIMITS);
    List<TestCase> tests = List.of(new TestCase(TestCase.Kind.FUNCTIONAL, "1", "[7, 8]"));
    for (String value : List.of("Yes()", "L()", "L([1])", "[Yes(), Yes()]")) {
      CodeVerdict verdict =
          judge.judge(alwaysEqual.replace("VALUE", value), Optional.of("f"), tests);
      assertThat(verdict.officialCode()).as(value).hasValue(-2);
    }
    String walking =
        """
        import sys
        frame = sys._getframe()
        while frame:
            for name, value in frame.f_locals.items():
                if 'gt_out' in name or 'expected' in name: print(value)
            frame = frame.f_back
        """;
    CodeVerdict walked =
        judge.judge(
            walking,
            Optional.empty(),
            List.of(new TestCase(TestCase.Kind.STDIN, "1\n", "the expected output")));
    assertThat(walked.officialCode()).hasValue(-2);
  }

  @Test
  void endsAProgramThatForgesItsAnswers() throws IOException {
    String forging =
        """
        import os
        for answer in (b'{"ready": true}', b'{"out": "PASS"}', b'not json', b'{"passed": true}'):
            os.write(3, b'%08x' % len(answer) + answer)
        os.write(3, b'rubbish!')
        import time
        time.sleep(5)
        """;
    OfficialJudge judge = new OfficialJudge(sandbox(), LIMITS);
    List<TestCase> tests = List.of(new TestCase(TestCase.Kind.STDIN, "1\n", "2\n"));
    CodeVerdict verdict = judge.judge(forging, Optional.empty(), tests);
    assertThat(verdict.passed()).isFalse();
    CodeVerdict next = judge.judge("print(int(input()) * 2)", Optional.empty(), tests);
    assertThat(next.passed()).isTrue();
  }

  @Test
  void recordsTheTimeOfEachTest() throws IOException {
    TestCase test = new TestCase(TestCase.Kind.STDIN, "0.2\n", "done\n");
    CodeVerdict verdict =
        new OfficialJudge(sandbox(), LIMITS)
            .judge(
                "import time\ntime.sleep(float(input()))\nprint('done')",
                Optional.empty(),
                List.of(test, test));
    assertThat(verdict.times()).hasSize(2);
    assertThat(verdict.times().getLast().wall()).isGreaterThanOrEqualTo(Duration.ofMillis(190));
    assertThat(verdict.times().getLast().cpu()).isLessThan(Duration.ofMillis(190));
  }

  private CodeVerdict judge(JsonNode golden) {
    Optional<String> function = Optional.ofNullable(golden.path("function").textValue());
    List<TestCase> tests = new ArrayList<>();
    for (JsonNode test : golden.path("tests")) {
      tests.add(
          new TestCase(
              function.isPresent() ? TestCase.Kind.FUNCTIONAL : TestCase.Kind.STDIN,
              test.path(0).asText(),
              test.path(1).asText()));
    }
    Duration time = Duration.ofSeconds(golden.path("seconds").asInt());
    return new OfficialJudge(sandbox(), LIMITS.withWallTime(time))
        .judge(golden.path("code").asText(), function, tests);
  }

  /// The code, and for a test's own failure its number, which the grader's list of results tells.
  private static String outcome(JsonNode golden) {
    JsonNode code = golden.path("code_of_failure");
    if (code.isNull()) {
      return "pass";
    }
    return code.asInt() == OfficialJudge.RUNNER_ERROR
        ? "-5"
        : code.asInt() + " at test " + golden.path("results").size();
  }

  private static String outcome(CodeVerdict verdict) {
    if (verdict.passed()) {
      return "pass";
    }
    if (verdict.officialCode().isEmpty()) {
      return "not measured";
    }
    int code = verdict.officialCode().getAsInt();
    return code == OfficialJudge.RUNNER_ERROR
        ? "-5"
        : code + " at test " + verdict.failingTest().orElse(0);
  }

  private static List<JsonNode> cases() throws IOException {
    try (InputStream in = OfficialJudgeTest.class.getResourceAsStream("official-verdicts.jsonl")) {
      List<JsonNode> cases = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        cases.add(JSON.readTree(line));
      }
      return cases;
    }
  }
}
