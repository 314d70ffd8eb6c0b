package assay.scorers.code.sandbox.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.SandboxFault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CompilersTest {
  private static final CompileRequest PROGRAM =
      CompileRequest.of(Language.CPP, "int main() {}", 1L << 30);

  /// Who asked compiles the program again alone; a fault would have taken its verdict.
  @Test
  void aBusyMachineIsNoBrokenCompiler() throws SandboxFault {
    Compilers busy = new Compilers(new Bench(Duration.ofSeconds(45)));
    assertThat(busy.compile(PROGRAM, 1))
        .isInstanceOfSatisfying(
            Compilation.Refused.class,
            refused ->
                assertThat(refused.ending()).isEqualTo(new Ending.LimitReached(Ending.Limit.TIME)));
  }

  @Test
  void aCompilerThatDoesNotEndIsBroken() {
    Compilers hanging = new Compilers(new Bench(Duration.ofDays(1)));
    assertThatThrownBy(() -> hanging.compile(PROGRAM, 1))
        .isInstanceOf(SandboxFault.class)
        .hasMessageContaining("the C++ compiler of the sandbox does not work");
  }

  /// @param needed how long its compiler takes, whatever it is given
  private record Bench(Duration needed) implements Workbench {
    @Override
    public Map<Language, String> compilers() {
      return Map.of(Language.CPP, "g++");
    }

    @Override
    public Compilation compile(CompileRequest request, NamedSource source, int seats) {
      Duration given = request.limits().wallTime();
      Duration cpu = Duration.ofSeconds(2);
      return needed.compareTo(given) < 0
          ? new Compilation.Done(
              new Program.Compiled(request.language(), source.entry(), ""), needed, cpu)
          : new Compilation.Refused(new Ending.LimitReached(Ending.Limit.TIME), "", given, cpu);
    }

    @Override
    public Execution run(ExecutionRequest request) {
      return new Execution(new Ending.Exited(0), "42\n", "", "", needed, needed, 0);
    }
  }
}
