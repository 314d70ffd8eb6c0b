package assay.scorers.code.sandbox.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import assay.scorers.code.sandbox.SandboxOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static final String HELLO =
      "{\"hello\":\"assay-worker\",\"python\":\"3.11.7\",\"missing\":[\"numpy\"]}";
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();
  private static final SandboxOptions OPTIONS =
      new SandboxOptions(1, LIMITS.memoryBytes(), Optional.empty(), "image");
  private static final FakeWorker.Answer DIES = (reply, worker) -> worker.die();
  private static final FakeWorker.Answer ANSWERS = (reply, worker) -> worker.send(reply);

  private static FakeWorker worker(FakeWorker.Answer answer) {
    return new FakeWorker(HELLO, answer);
  }

  private static WorkerPool pool(FakeWorker.Launcher launcher) {
    return new WorkerPool(launcher, OPTIONS);
  }

  private static Execution run(WorkerPool pool) throws SandboxFault {
    return pool.run(new ExecutionRequest("", new ExecutionRequest.Script(""), LIMITS));
  }

  @Test
  void runsAProgramOnceMoreWhenItsWorkerIsLost() throws SandboxFault {
    FakeWorker.Launcher launcher = new FakeWorker.Launcher(worker(DIES), worker(ANSWERS));

    assertThat(run(pool(launcher)).ending()).isEqualTo(new Ending.Exited(0));
    assertThat(launcher.launched()).isEqualTo(2);
  }

  @Test
  void convictsAProgramThatNoWorkerSurvivesWhereAnotherPasses() {
    FakeWorker.Answer control =
        (reply, worker) -> {
          worker.send(reply.put("out", 3));
          worker.send("42\n");
        };
    FakeWorker.Launcher launcher =
        new FakeWorker.Launcher(
            worker(DIES), worker(DIES), worker(DIES), worker(DIES), worker(control));

    assertThatThrownBy(() -> run(pool(launcher)))
        .isInstanceOf(SandboxKilled.class)
        .hasMessage(
            "it ended the sandbox: the worker dies with it each time, and with no other program"
                + " (the worker ended after \"\")");
    assertThat(launcher.launched()).isEqualTo(5);
  }

  @Test
  void doesNotConvictWhereTheControlProgramFails() {
    FakeWorker.Launcher wrong =
        new FakeWorker.Launcher(
            worker(DIES), worker(DIES), worker(DIES), worker(DIES), worker(ANSWERS));
    FakeWorker.Launcher lost =
        new FakeWorker.Launcher(
            worker(DIES), worker(DIES), worker(DIES), worker(DIES), worker(DIES));
    FakeWorker.Launcher none =
        new FakeWorker.Launcher(worker(DIES), worker(DIES), worker(DIES), worker(DIES));

    for (FakeWorker.Launcher launcher : List.of(wrong, lost, none)) {
      assertThatThrownBy(() -> run(pool(launcher)))
          .isExactlyInstanceOf(SandboxFault.class)
          .hasMessageStartingWith("the sandbox lost its worker 2 times with this program: ");
    }
  }

  @Test
  void givesTheVerdictOfARunAlone() throws SandboxFault {
    FakeWorker.Launcher launcher =
        new FakeWorker.Launcher(worker(DIES), worker(DIES), worker(DIES), worker(ANSWERS));

    assertThat(run(pool(launcher)).ending()).isEqualTo(new Ending.Exited(0));
    assertThat(launcher.launched()).isEqualTo(4);
  }

  @Test
  void trustsNoAnswerToAnotherRequest() {
    FakeWorker.Answer wrong = (reply, worker) -> worker.send(reply.put("id", "forged"));
    FakeWorker.Launcher launcher =
        new FakeWorker.Launcher(worker(wrong), worker(wrong), worker(wrong), worker(wrong));

    assertThatThrownBy(() -> run(pool(launcher)))
        .hasMessageContaining("the worker answered another request: {\"id\":\"forged\"");
  }

  @Test
  void trustsNothingThatIsNotJson() {
    FakeWorker.Answer noise = (reply, worker) -> worker.send("Traceback\n");
    FakeWorker.Launcher launcher =
        new FakeWorker.Launcher(worker(noise), worker(noise), worker(noise), worker(noise));

    assertThatThrownBy(() -> run(pool(launcher)))
        .hasMessageContaining("the worker wrote \"Traceback\" instead of JSON");
  }

  @Test
  void takesAFailureToStartForAFault() {
    FakeWorker.Answer failed =
        (reply, worker) -> {
          worker.send(reply.put("started", false).put("exit", 70).put("err", 4));
          worker.send("oops");
        };
    FakeWorker.Launcher launcher = new FakeWorker.Launcher(worker(failed), worker(failed));

    assertThatThrownBy(() -> run(pool(launcher)))
        .hasMessageEndingWith("the worker could not start the program: oops");
  }

  @Test
  void replacesAWorkerThatCouldNotCleanUp() throws SandboxFault {
    FakeWorker.Answer dirty = (reply, worker) -> worker.send(reply.put("clean", false));
    FakeWorker.Launcher launcher = new FakeWorker.Launcher(worker(dirty), worker(ANSWERS));
    WorkerPool pool = pool(launcher);

    assertThat(run(pool).ending()).isEqualTo(new Ending.Exited(0));
    assertThat(launcher.launched()).isEqualTo(1);
    assertThat(run(pool).ending()).isEqualTo(new Ending.Exited(0));
    assertThat(launcher.launched()).isEqualTo(2);
  }

  @Test
  void repeatsAProgramThatWasKilledFromOutside() throws SandboxFault {
    FakeWorker.Answer killed =
        (reply, worker) -> worker.send(reply.putNull("exit").put("signal", 9));
    FakeWorker.Launcher once = new FakeWorker.Launcher(worker(killed), worker(ANSWERS));
    FakeWorker.Launcher twice = new FakeWorker.Launcher(worker(killed), worker(killed));

    assertThat(run(pool(once)).ending()).isEqualTo(new Ending.Exited(0));
    assertThat(run(pool(twice)).ending()).isEqualTo(new Ending.Signalled(9));
  }

  @Test
  void takesAKillNearTheMemoryLimitForThatLimit() throws SandboxFault {
    FakeWorker.Answer killed =
        (reply, worker) ->
            worker.send(reply.putNull("exit").put("signal", 9).put("peak_kb", 1_000_000));

    assertThat(run(pool(new FakeWorker.Launcher(worker(killed)))).ending())
        .isEqualTo(new Ending.LimitReached(Ending.Limit.MEMORY));
  }

  @Test
  void blamesTheSandboxForAModuleThatItsPythonLacks() throws SandboxFault {
    assertThat(endingAfter("ModuleNotFoundError: No module named 'numpy'"))
        .isEqualTo(new Ending.ModuleMissing("numpy"));
    assertThat(endingAfter("ModuleNotFoundError: No module named 'nonsense'"))
        .isEqualTo(new Ending.Exited(1));
  }

  private static Ending endingAfter(String error) throws SandboxFault {
    FakeWorker.Answer fails =
        (reply, worker) -> {
          worker.send(reply.put("exit", 1).put("err", error.length()));
          worker.send(error);
        };
    return run(pool(new FakeWorker.Launcher(worker(fails)))).ending();
  }

  @Test
  void refusesAWorkerThatDoesNotIntroduceItself() {
    FakeWorker.Launcher launcher =
        new FakeWorker.Launcher(
            new FakeWorker("{\"hello\":\"stranger\"}", ANSWERS),
            new FakeWorker("{\"hello\":\"stranger\"}", ANSWERS));

    assertThatThrownBy(() -> run(pool(launcher)))
        .hasMessageContaining("the worker did not introduce itself: {\"hello\":\"stranger\"}");
  }

  @Test
  void refusesRequestsBeyondItsMemory() {
    WorkerPool pool = pool(new FakeWorker.Launcher());
    ExecutionLimits greedy = new ExecutionLimits(LIMITS.wallTime(), LIMITS.memoryBytes() + 1, 1, 1);

    assertThatThrownBy(
            () -> pool.run(new ExecutionRequest("", new ExecutionRequest.Script(""), greedy)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the sandbox was set up for at most 1073741824 bytes of memory, the request asks for"
                + " 1073741825");
  }

  @Test
  void describesItselfInALine() throws SandboxFault {
    WorkerPool pool = pool(new FakeWorker.Launcher(worker(ANSWERS)));
    run(pool);

    assertThat(pool.description()).isEqualTo("fake, Python 3.11.7, 1 worker");
  }

  @Test
  void startsNoWorkerOnceClosed() {
    FakeWorker.Launcher launcher = new FakeWorker.Launcher(worker(ANSWERS));
    WorkerPool pool = pool(launcher);
    pool.close();

    assertThatThrownBy(() -> run(pool)).hasMessageEndingWith("the sandbox is closed");
    assertThat(launcher.launched()).isZero();
  }
}
