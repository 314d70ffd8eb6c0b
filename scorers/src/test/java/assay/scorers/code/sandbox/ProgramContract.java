package assay.scorers.code.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.code.sandbox.selection.SandboxChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every sandbox does for honest programs.
abstract class ProgramContract extends SandboxedTest {
  static final long MEBIBYTE = 1L << 20;
  static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 512 * MEBIBYTE, 1 << 20, 64);

  ProgramContract(SandboxChoice choice) {
    super(choice, LIMITS);
  }

  final Execution run(String code, String stdin, ExecutionLimits limits) {
    return run(new ExecutionRequest(code, new ExecutionRequest.Script(stdin), limits));
  }

  final Execution run(String code, String stdin) {
    return run(code, stdin, LIMITS);
  }

  final Execution call(String code, String function, String... arguments) {
    return run(
        new ExecutionRequest(
            code, new ExecutionRequest.Call(function, List.of(arguments)), LIMITS));
  }

  final Execution attempt(String code, ExecutionLimits limits) throws SandboxFault {
    return sandbox().run(new ExecutionRequest(code, new ExecutionRequest.Script(""), limits));
  }

  private Execution run(ExecutionRequest request) {
    try {
      return sandbox().run(request);
    } catch (SandboxFault e) {
      throw new AssertionError(e);
    }
  }

  static ExecutionLimits within(Duration wall) {
    return new ExecutionLimits(wall, LIMITS.memoryBytes(), LIMITS.outputBytes(), 64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print(input()); print(input())",
        "import sys\nfor line in sys.stdin: print(line.strip())",
        "import sys\nprint(sys.stdin.read(), end='')",
        "import sys\nprint(*sys.stdin.readlines(), sep='', end='')",
        "import sys\nr = sys.stdin.readline\nprint(r(), end=''); print(r(), end='')",
        "r = sys.stdin.buffer.readline\nprint(r().decode(), r().decode(), sep='')",
        "print(open(0).read(), end='')",
        "print(open('/dev/stdin').read(), end='')",
        "import os\nos.write(1, os.read(0, 100))",
        "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())",
        "import sys\nsys.stdout.write(sys.stdin.read())",
        "if __name__ == '__main__':\n  for _ in range(2): print(input())",
        "def main():\n  global n\n  n = 2\n  for _ in range(n): print(input())\nmain()",
        """
        import threading
        def main():
            for _ in range(2): print(input())
        threading.Thread(target=main).start()
        """,
        "import sys\nprint(sys.stdin.read(), end='')\nsys.exit()",
        "import sys, atexit\natexit.register(lambda: print(sys.stdin.read(), end=''))",
        "from __future__ import annotations\nprint(input())\nprint(input())",
      })
  void givesProgramsRealStandardStreams(String code) {
    Execution execution = run(code, "first\nsecond\n");

    assertThat(execution.stdout().strip()).as(execution.stderrTail()).isEqualTo("first\nsecond");
    assertThat(execution.ending()).isEqualTo(new Ending.Exited(0));
  }

  @Test
  void endsInputWhereItEnds() {
    Execution execution = run("input()\ninput()", "only\n");

    assertThat(execution.ending()).isEqualTo(new Ending.Exited(1));
    assertThat(execution.lastErrorLine()).isEqualTo("EOFError: EOF when reading a line");
  }

  @Test
  void givesTheNamesThatSolutionsUseWithoutImport() {
    String code =
        """
        def f(a: List[int]) -> Optional[int]:
            q = deque(a); heapify(a)
            return gcd(*q) + bisect_left(a, 2) + len(Counter(a)) + len(list(permutations(a)))
        print(f([4, 2]), datetime.datetime(2020, 1, 1).year, inf, sys.getrecursionlimit())
        """;

    assertThat(run(code, "").stdout()).isEqualTo("6 2020 inf 50000\n");
  }

  @Test
  void carriesDeepRecursion() {
    String code =
        """
        @functools.lru_cache(None)
        def f(n): return 0 if n == 0 else 1 + f(n - 1)
        print(f(20000))
        """;

    assertThat(run(code, "").stdout()).isEqualTo("20000\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sys.exit(3)", "raise SystemExit(3)", "os = __import__('os'); os._exit(3)"})
  void reportsTheExitStatus(String code) {
    assertThat(run(code, "").ending()).isEqualTo(new Ending.Exited(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"print(1)\nquit()\nprint(2)", "\ufeffprint(1)\nexit(0)\nprint(2)"})
  void runsAProgramAsTheInterpreterDoes(String code) {
    Execution execution = run(code, "");
    assertThat(execution.ending()).as(execution.stderrTail()).isEqualTo(new Ending.Exited(0));
    assertThat(execution.stdout()).isEqualTo("1\n");
  }

  @Test
  void reportsTheSignalThatEndedAProgram() {
    Execution execution = run("import os\nos.kill(os.getpid(), 11)", "");

    assertThat(execution.ending()).isEqualTo(new Ending.Signalled(11));
  }

  @Test
  void namesAnErrorInTheProgramText() {
    Execution execution = run("print('started')\ndef f(:\n", "");

    assertThat(execution.stdout()).isEmpty();
    assertThat(execution.ending()).isEqualTo(new Ending.Exited(1));
    assertThat(execution.lastErrorLine()).startsWith("SyntaxError: ");
  }

  @Test
  void endsAnEndlessProgram() {
    Execution execution =
        run(
            "print('on'); sys.stdout.flush()\nwhile True: pass",
            "",
            within(Duration.ofMillis(700)));

    assertThat(execution.ending()).isEqualTo(new Ending.LimitReached(Ending.Limit.TIME));
    assertThat(execution.stdout()).isEqualTo("on\n");
    assertThat(execution.wallTime()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
  }

  @Test
  void endsAProgramThatIgnoresSignals() {
    String code =
        """
        import signal, time
        for s in range(1, 65):
            try: signal.signal(s, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True:
            try: time.sleep(9)
            except BaseException: pass
        """;
    Execution execution = run(code, "", within(Duration.ofMillis(500)));

    assertThat(execution.ending()).isEqualTo(new Ending.LimitReached(Ending.Limit.TIME));
    assertThat(execution.cpuTime()).isLessThan(Duration.ofMillis(350));
  }

  @Test
  void endsAProgramThatFloodsItsOutput() {
    Execution execution = run("while True: print('x' * 1000)", "");

    assertThat(execution.ending()).isEqualTo(new Ending.LimitReached(Ending.Limit.OUTPUT));
    assertThat(execution.stdout()).hasSize(LIMITS.outputBytes());
  }

  @Test
  void keepsOnlyTheEndOfStandardError() {
    Execution execution =
        run("for i in range(100000): print(i, file=sys.stderr)\nraise ValueError('last')", "");

    assertThat(execution.stderrTail().length()).isLessThanOrEqualTo(8192);
    assertThat(execution.lastErrorLine()).isEqualTo("ValueError: last");
  }

  @Test
  void refusesOneProcessMoreMemoryThanAllowed() {
    assertThat(run("x = bytearray(8 << 30)", "").ending())
        .isEqualTo(new Ending.LimitReached(Ending.Limit.MEMORY));
  }

  @Test
  void movesLargeInputAndOutput() {
    String line = "0123456789".repeat(100);
    String stdin = (line + "\n").repeat(1000);
    Execution execution = run("import sys\nsys.stdout.write(sys.stdin.read())", stdin);

    assertThat(execution.stdout()).isEqualTo(stdin);
  }

  @Test
  void survivesAProgramThatReadsNothingOfALargeInput() {
    assertThat(run("print('done')", "x".repeat(4_000_000)).stdout()).isEqualTo("done\n");
  }

  @Test
  void callsTheMethodOfASolution() {
    Execution execution =
        call(
            """
            class Solution:
                def twice(self, n: int) -> int:
                    print('noise')
                    return n * 2
            """,
            "twice",
            "21");

    assertThat(execution.returned()).isEqualTo("[\"int\", \"0x2a\"]");
    assertThat(execution.ending()).isEqualTo(new Ending.Exited(0));
  }

  @Test
  void callsAPlainFunctionAndLeavesTheMainBlockAlone() {
    String code =
        """
        def join(a, b):
            return a + b
        if __name__ == '__main__':
            raise ValueError()
        """;

    assertThat(call(code, "join", "[1]", "[2, null]").returned())
        .isEqualTo("[\"list\", [[\"int\", \"0x1\"], [\"int\", \"0x2\"], [\"none\"]]]");
  }

  @Test
  void reportsAMissingFunction() {
    Execution execution = call("class Solution:\n  pass", "solve", "1");

    assertThat(execution.returned()).isEmpty();
    assertThat(execution.ending()).isEqualTo(new Ending.Exited(1));
    assertThat(execution.lastErrorLine()).startsWith("AttributeError: ");
  }

  @Test
  void startsEveryProgramAfresh() {
    run(
        "import json, builtins\njson.dumps = None\nbuiltins.left = 1\nopen('left', 'w').close()",
        "");

    Execution next =
        run(
            "import builtins, json, os\n"
                + "print(json.dumps(1), 'left' in dir(builtins), os.listdir())",
            "");
    assertThat(next.stdout()).isEqualTo("1 False []\n");
  }

  @Test
  void ordersSetsTheSameInEveryRun() {
    String code = "print({'alpha', 'beta', 'gamma', 'delta', 'epsilon'}, hash('text'))";

    assertThat(run(code, "").stdout()).isEqualTo(run(code, "").stdout());
  }

  @Test
  void servesManyThreadsAtOnce() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> outputs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String number = Integer.toString(i);
        outputs.add(threads.submit(() -> run("print(input())", number).stdout()));
      }
      for (int i = 0; i < outputs.size(); i++) {
        assertThat(outputs.get(i).get()).isEqualTo(i + "\n");
      }
    }
  }
}
