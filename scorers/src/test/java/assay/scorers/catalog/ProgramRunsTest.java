package assay.scorers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.CodeExtractor;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Conversation;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SessionRequest;
import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both judges of code beside each other.
final class ProgramRunsTest {
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 256L << 20, 10_000, 32);
  private static final Sample DOUBLING =
      new Sample(
          "q1",
          "0".repeat(64),
          "Double it.",
          "",
          Map.of(),
          new Sample.Programming(
              "",
              Optional.empty(),
              TestSet.of(
                  List.of(
                      new TestCase(TestCase.Kind.STDIN, "1\n", "2\n"),
                      new TestCase(TestCase.Kind.STDIN, "2\n", "4\n")))));

  @ParameterizedTest
  @CsvSource({
    "print(2 * int(input())), all-tests, all-tests, 2",
    "print(3 * int(input())), wrong-answer, wrong-answer, 1",
    "for line in sys.stdin: print(2 * int(line)), official-artefact, all-tests, 2"
  })
  void aFailureIsRunOnceAsARealProgram(
      String program, String official, String real, int realProcesses) {
    try (Sandbox sandbox = TestSandboxes.require(SandboxChoice.AUTO, LIMITS)) {
      Counted counted = new Counted(sandbox, new AtomicInteger());
      Map<String, Judgement> judgements =
          Scorers.judge(
              List.of(
                  CodeScorer.official(counted, LIMITS, CodeExtractor.LAST_FENCES),
                  CodeScorer.real(counted, LIMITS, CodeExtractor.LAST_FENCES)),
              DOUBLING,
              Completion.recorded("```python\n" + program + "\n```"),
              Optional.empty());

      assertThat(judgements.keySet()).containsExactly("code/official", "code/real");
      assertThat(judgements.get("code/official").score().ruleName()).isEqualTo(official);
      assertThat(judgements.get("code/real").score().ruleName()).isEqualTo(real);
      assertThat(counted.processes()).hasValue(realProcesses);
    }
  }

  /// Counts the processes that are started for one test each.
  private record Counted(Sandbox inner, AtomicInteger processes) implements Sandbox {
    @Override
    public Execution run(ExecutionRequest request) throws SandboxFault {
      processes.incrementAndGet();
      return inner.run(request);
    }

    @Override
    public Compilation compile(CompileRequest request) throws SandboxFault {
      return inner.compile(request);
    }

    @Override
    public Map<Language, String> compilers() throws SandboxFault {
      return inner.compilers();
    }

    @Override
    public <R> R converse(SessionRequest request, Conversation<R> conversation)
        throws SandboxFault {
      return inner.converse(request, conversation);
    }

    @Override
    public Sandbox alone() {
      return new Counted(inner.alone(), processes);
    }

    @Override
    public String description() {
      return inner.description();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
