package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ForwardingSandbox;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A compiler that has no processor is an accident of the machine, not the program's fault.
final class BusyCompilerTest {
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();
  private static final Duration SLOW = Duration.ofSeconds(45);

  @Test
  void aProgramWhoseCompilerWasStarvedIsCompiledAgainWithMoreTime() {
    CodeResult result = judge(Duration.ofSeconds(1));
    assertThat(result.score().correct()).as("%s", result).isTrue();
    assertThat(result.timingSuspect()).isTrue();
  }

  @Test
  void aProgramThatKeepsItsCompilerBusyIsWrong() {
    assertThat(judge(Duration.ofSeconds(29)).score().ruleName()).isEqualTo("compile-error");
  }

  private static CodeResult judge(Duration processorTime) {
    Sample doubling =
        new Sample(
            "doubling",
            "",
            "",
            "",
            Map.of(),
            new Sample.Programming(
                "",
                Optional.empty(),
                TestSet.of(List.of(new TestCase(TestCase.Kind.STDIN, "21\n", "42\n")))));
    String program =
        "#include <iostream>\nint main() { int n; std::cin >> n; std::cout << 2 * n; }";
    try (Sandbox sandbox = TestSandboxes.require(SandboxChoice.AUTO, LIMITS)) {
      return CodeScorer.real(
              new Busy(sandbox, processorTime),
              LIMITS,
              CodeExtractor.WHOLE_COMPLETION,
              new LanguageRule.Stated(Language.CPP))
          .judge(doubling, Completion.recorded(program));
    }
  }

  /// A real sandbox on a machine where a compiler takes 45 seconds.
  ///
  /// @param processorTime what the compiler had of the processor within its limit
  private record Busy(Sandbox inner, Duration processorTime) implements ForwardingSandbox {
    @Override
    public Compilation compile(CompileRequest request) throws SandboxFault {
      Duration given = request.limits().wallTime();
      return given.compareTo(SLOW) > 0
          ? inner.compile(request)
          : new Compilation.Refused(
              new Ending.LimitReached(Ending.Limit.TIME), "", given, processorTime);
    }

    @Override
    public Sandbox alone() {
      return new Busy(inner.alone(), processorTime);
    }
  }
}
