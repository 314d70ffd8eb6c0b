package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.ProgramSearch.Finding;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxedTest;
import assay.scorers.code.sandbox.selection.SandboxUnavailable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What EvalPlus' own sanitizer takes from completions, written by
/// `tools/suites/evalplus_sanitized.py`.
class EvalPlusSanitizerTest extends SandboxedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 512L << 20, 1 << 20, 64);
  private static final Path SHARED = Path.of("../../shared/data");

  /// Of the recorded completions every so many is taken, and with `-Dassay.generations=all` each.
  private static final int STEP = "all".equals(System.getProperty("assay.generations")) ? 1 : 8;

  EvalPlusSanitizerTest() {
    super(LIMITS);
  }

  private static List<JsonNode> rows(String file) throws IOException {
    try (InputStream text = EvalPlusSanitizerTest.class.getResourceAsStream("evalplus/" + file)) {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        rows.add(JSON.readTree(line));
      }
      return rows;
    }
  }

  private String program(String text, String function) {
    return switch (EvalPlusSanitizer.patient(sandbox(), LIMITS).sanitize(text, function)) {
      case Finding.Program(ExtractedProgram program) -> program.code();
      case Finding.Nothing(String reason) -> "none: " + reason;
      case Finding.Undecided(Cause cause, String detail) -> cause + ": " + detail;
    };
  }

  private String program(JsonNode row) {
    return program(row.get("text").textValue(), row.get("function").textValue());
  }

  @Test
  void takesThePrograms() throws IOException {
    List<JsonNode> rows = rows("sanitized.jsonl");
    assertThat(rows.getFirst().at("/made/evalplus").textValue()).isEqualTo("26d6d00");
    List<JsonNode> cases = rows.stream().skip(1).filter(row -> !row.has("differs")).toList();
    assertThat(cases).hasSizeGreaterThan(400);
    assertThat(
            AtOnce.differences(
                cases,
                row -> {
                  String program = program(row);
                  return program.equals(row.get("program").textValue())
                      ? ""
                      : row + " but found " + program;
                }))
        .isEmpty();
  }

  @Test
  void differsWhereItIsSaid() throws IOException {
    List<JsonNode> cases =
        rows("sanitized.jsonl").stream().filter(row -> row.has("differs")).toList();
    assertThat(cases.stream().map(row -> row.get("differs").textValue()).distinct()).hasSize(5);
    for (JsonNode row : cases) {
      assertThat(program(row))
          .isEqualTo(row.get("ours").textValue())
          .isNotEqualTo(row.get("program").textValue());
    }
  }

  @Test
  void takesTheProgramsOfRecordedCompletions() throws IOException {
    assumeTrue(Files.isDirectory(SHARED), SHARED + " is not there");
    List<JsonNode> rows = rows("recorded.jsonl");
    List<JsonNode> cases = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += STEP) {
      cases.add(rows.get(i));
    }
    Map<String, List<String>> files = new HashMap<>();
    for (JsonNode row : cases) {
      String file = row.get(0).textValue();
      if (!files.containsKey(file)) {
        files.put(file, Files.readAllLines(SHARED.resolve(file)));
      }
    }
    assertThat(cases).hasSizeGreaterThan(200);
    assertThat(
            AtOnce.differences(
                cases,
                row -> {
                  JsonNode line =
                      JSON.readTree(files.get(row.get(0).textValue()).get(row.get(1).intValue()));
                  String program = program(text(line, row), row.get(4).textValue());
                  return digest(program).equals(row.get(5).textValue()) ? "" : row + ": " + program;
                }))
        .isEmpty();
  }

  private static String text(JsonNode line, JsonNode row) {
    String whole =
        row.get(2).isTextual()
            ? line.get(row.get(2).textValue()).textValue()
            : line.get("generations").get(row.get(2).intValue()).get("output").textValue();
    return whole.substring(0, whole.offsetByCodePoints(0, row.get(3).intValue()));
  }

  private static String digest(String program) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(program.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Test
  void nothingOfTheTextIsRun() {
    String hostile =
        """
        import os
        os._exit(0)
        print('{"program": "def f(): return 42"}')
        def f(x=os.kill(os.getppid(), 9)):
            return x
        """;
    assertThat(program(hostile, "f"))
        .isEqualTo("import os\ndef f(x=os.kill(os.getppid(), 9)):\n    return x");
  }

  @Test
  void aLongTextTakesLessThanAMinute() {
    String prose = "The quick brown fox, as they say.\n".repeat(10_000);
    String code = "def f(x):\n" + "    x += 1\n".repeat(2_000) + "    return x";
    assertThat(program(prose + code + "\n" + prose, "f")).isEqualTo(code);
  }

  @Test
  void aTextThatTakesTooLongIsNotMeasured() {
    String text = "@d\n".repeat(3_000);
    ExecutionLimits second = LIMITS.withWallTime(Duration.ofSeconds(1));
    assertThat(new EvalPlusSanitizer(sandbox(), second).sanitize(text, "f"))
        .isEqualTo(
            new Finding.Undecided(
                Cause.GRADER_FAULT,
                "EvalPlus' sanitizer: no end after 1 s; EvalPlus itself sets no limit"));
  }

  @Test
  void withoutASandboxNothingIsMeasured() {
    Sandbox none =
        new SandboxUnavailable("bubblewrap is missing", "apt-get install bubblewrap").sandbox();
    Sample sample =
        Samples.of(
            Optional.of("f"),
            TestSet.of(List.of(new TestCase(TestCase.Kind.CHECKS, "", "assert f(1) == 1\n"))));
    assertThat(
            CodeScorer.evalPlus(none, LIMITS, EvalPlusForm.CHAT)
                .score(sample, Completion.recorded("def f(x):\n    return x\n")))
        .isEqualTo(
            new Score.NotMeasured(
                Cause.SANDBOX_FAULT,
                "no sandbox: bubblewrap is missing; apt-get install bubblewrap"));
  }

  @Test
  void whatExhaustsTheParserIsNoProgram() {
    for (String text :
        List.of("x = " + "-".repeat(1_000_000) + "1\n", "x = " + "(".repeat(1_000_000) + "\n")) {
      assertThat(program(text + "def f():\n    return 1\n", "f"))
          .isEqualTo("def f():\n    return 1");
    }
  }
}
