package assay.scorers.code.sandbox.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.backend.Check;
import assay.scorers.code.sandbox.local.BubblewrapLauncher;
import assay.scorers.code.sandbox.local.NamespacesLauncher;
import assay.scorers.code.sandbox.pool.WorkerPool;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The way for users without rights, tried by anyone: worker and program are one user there, so
/// that a program can end the process that starts programs.
class UserNamespaceTest {
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(10), 512L << 20, 1 << 20, 64);
  private static final String KILLS_ALL =
      """
      import os, time
      os.kill(-1, 9)
      time.sleep(5)
      print("nobody stopped it")
      """;

  private static WorkerPool pool(SandboxChoice choice) {
    SandboxOptions options = SandboxOptions.forLimits(LIMITS).withWorkers(2);
    try {
      List<WorkerChannel.Launcher> ways =
          choice == SandboxChoice.BWRAP
              ? BubblewrapLauncher.find(options)
              : NamespacesLauncher.find(options);
      return new WorkerPool(ways.getLast(), options);
    } catch (BackendRefused e) {
      System.err.println(choice + ": skipped, " + e.getMessage());
      return abort(e.getMessage());
    }
  }

  private static Execution run(WorkerPool pool, String code) throws SandboxFault {
    return pool.run(new ExecutionRequest(code, new ExecutionRequest.Script("5\n"), LIMITS));
  }

  @ParameterizedTest
  @EnumSource(names = {"BWRAP", "NAMESPACES"})
  void convictsAProgramThatKillsItsWorkerEachTime(SandboxChoice choice) throws SandboxFault {
    try (WorkerPool pool = pool(choice)) {
      assertThat(pool.description()).contains("user namespace");
      assertThat(run(pool, "print(input())").stdout()).isEqualTo("5\n");

      assertThatThrownBy(() -> run(pool, KILLS_ALL))
          .isInstanceOf(SandboxKilled.class)
          .hasMessageContaining("the worker dies with it each time, and with no other program");

      assertThat(run(pool, "print(input())").stdout()).isEqualTo("5\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BWRAP", "NAMESPACES"})
  void passesTheSelfTest(SandboxChoice choice) {
    try (WorkerPool pool = pool(choice)) {
      SandboxOptions options = SandboxOptions.forLimits(LIMITS).withWorkers(1);
      List<WorkerChannel.Launcher> ways =
          choice == SandboxChoice.BWRAP
              ? BubblewrapLauncher.find(options)
              : NamespacesLauncher.find(options);

      assertThat(new SelfTest(pool, ways.getLast(), options).checks()).allMatch(Check::contained);
    } catch (BackendRefused e) {
      throw new AssertionError(e);
    }
  }
}
