package assay.scorers.code;

import assay.scorers.code.sandbox.AttackTable;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.selection.SandboxAvailable;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import assay.scorers.code.sandbox.selection.SandboxUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Writes what one backend makes of every attack and of every program with a known verdict, one
/// line each, for the tables of `SANDBOX.md`; `tools/sandbox/code-tables.sh` runs it for every
/// backend and puts the tables together.
///
/// The property `assay.table.backend` names the backend, `assay.table.out` the file.
class CodeTablesRun {
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();
  private static final int EVERY = 8;
  private static final int ALL_TESTS = Integer.MAX_VALUE;

  @Test
  void writesTheColumnsOfOneBackend() throws IOException {
    SandboxChoice choice =
        SandboxChoice.valueOf(System.getProperty("assay.table.backend", "NAMESPACES"));
    Path out = Path.of(System.getProperty("assay.table.out", "target/code-table.tsv"));
    Map<String, String> lines = new LinkedHashMap<>();
    switch (TestSandboxes.select(choice, LIMITS)) {
      case SandboxUnavailable unavailable -> System.err.println(unavailable.description());
      case SandboxAvailable available -> {
        try (Sandbox sandbox = available.sandbox()) {
          lines.put("backend", sandbox.description());
          AttackTable.outcomes(sandbox)
              .forEach((attack, outcome) -> lines.put("attack: " + attack, outcome));
          addVerdicts(sandbox, lines);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    lines.forEach((name, value) -> text.append(name).append('\t').append(value).append('\n'));
    Files.writeString(out, text);
  }

  private static void addVerdicts(Sandbox sandbox, Map<String, String> lines) throws IOException {
    put(
        lines,
        "three LiveCodeBench problems with all tests: passing, failing and endless programs",
        FullProblemsTest.known(sandbox, LIMITS.withWallTime(Duration.ofSeconds(3))));
    put(
        lines,
        "correct C++ programs for contest problems, all their tests",
        contests(sandbox, Language.CPP));
    put(
        lines,
        "correct Java programs for contest problems, all their tests",
        contests(sandbox, Language.JAVA));
    for (String file :
        new String[] {"humaneval_gpt-4_logging.jsonl", "humaneval_text-davinci-003.jsonl"}) {
      put(
          lines,
          "recorded HumanEval solutions, `" + file + "`",
          CheckJudgeTest.recorded(sandbox, file));
    }
    put(
        lines,
        "recorded o1-preview and o1-mini programs, every eighth problem, official verdicts of those"
            + " measured",
        RecordedGenerationsTest.official(sandbox, EVERY));
  }

  private static Agreement contests(Sandbox sandbox, Language language) throws IOException {
    return ContestProblemsTest.correct(
        sandbox, language, ContestProblemsTest.solved(language), ALL_TESTS);
  }

  private static void put(Map<String, String> lines, String name, Agreement agreement) {
    agreement.differences().forEach(line -> System.err.println(name + ": " + line));
    lines.put("verdicts: " + name, agreement.toString());
  }
}
