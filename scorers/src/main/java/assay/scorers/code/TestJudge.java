package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Judges a program by one test: runs it in the sandbox and compares what came out.
///
/// @param sandbox where it runs
/// @param limits what it may use
record TestJudge(Sandbox sandbox, ExecutionLimits limits) {

  /// A verdict with the time it took.
  ///
  /// @param time of the program's run, where there was one
  /// @param starved whether it ran out of time and the processor was seldom its own
  record Judged(TestVerdict verdict, Optional<TestTime> time, boolean starved) {
    private static Judged withoutRun(TestVerdict verdict) {
      return new Judged(verdict, Optional.empty(), false);
    }
  }

  /// Returns the test's verdict on the program.
  ///
  /// @param function the function that a functional test calls
  Judged judge(Program program, Optional<String> function, TestCase test) {
    try {
      return switch (test.kind()) {
        case STDIN -> judgeScript(program, test);
        case FUNCTIONAL -> judgeFunction(program, function, test);
        case CHECKS, TIMED_CHECKS -> faulty("the problem is for " + CodeScorer.CHECKS);
      };
    } catch (SandboxKilled e) {
      return Judged.withoutRun(new TestVerdict.Failed(TestVerdict.RUNTIME_ERROR, e.getMessage()));
    } catch (SandboxFault e) {
      return Judged.withoutRun(new TestVerdict.Unjudged(Cause.SANDBOX_FAULT, e.getMessage()));
    }
  }

  private Judged judged(Execution execution, Supplier<TestVerdict> ofOutput) {
    TestTime time = new TestTime(execution.wallTime(), execution.cpuTime());
    boolean starved =
        execution.ending().equals(new Ending.LimitReached(Ending.Limit.TIME))
            && time.starved(limits.wallTime());
    return new Judged(brokenOff(execution).orElseGet(ofOutput), Optional.of(time), starved);
  }

  private Judged judgeScript(Program program, TestCase test) throws SandboxFault {
    if (!isText(test.input()) || !isText(test.output())) {
      return faulty(
          "a test's input or output holds half a surrogate pair, which no stream carries");
    }
    Execution execution =
        sandbox.run(
            new ExecutionRequest(program, new ExecutionRequest.Script(test.input()), limits));
    return judged(
        execution,
        () ->
            OutputComparison.difference(test.output(), execution.stdout())
                .<TestVerdict>map(found -> new TestVerdict.Failed(TestVerdict.WRONG_ANSWER, found))
                .orElseGet(TestVerdict.Passed::new));
  }

  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private Judged judgeFunction(Program program, Optional<String> function, TestCase test)
      throws SandboxFault {
    Optional<PythonValue> expected = PythonValues.fromJson(test.output());
    List<String> arguments = test.input().lines().filter(line -> !line.isBlank()).toList();
    if (function.isEmpty()) {
      return faulty("the problem names no function to call");
    }
    if (expected.isEmpty()) {
      return faulty("the expected value is not JSON: " + Excerpt.of(test.output()));
    }
    for (String argument : arguments) {
      if (PythonValues.fromJson(argument).isEmpty()) {
        return faulty("an argument is not JSON: " + Excerpt.of(argument));
      }
    }
    Execution execution =
        sandbox.run(
            new ExecutionRequest(
                program, new ExecutionRequest.Call(function.get(), arguments), limits));
    return judged(execution, () -> compare(expected.get(), execution));
  }

  private static Judged faulty(String detail) {
    return Judged.withoutRun(new TestVerdict.Unjudged(Cause.GRADER_FAULT, detail));
  }

  private static TestVerdict compare(PythonValue expected, Execution execution) {
    return switch (EncodedValueReader.read(execution.returned())) {
      case ReturnedValue.Decoded(PythonValue returned)
          when ValueComparison.accepts(expected, returned) ->
          new TestVerdict.Passed();
      case ReturnedValue.Decoded(PythonValue returned) ->
          new TestVerdict.Failed(
              TestVerdict.WRONG_ANSWER,
              "expected %s, returned %s".formatted(Excerpt.of(expected), Excerpt.of(returned)));
      case ReturnedValue.Excessive excessive ->
          new TestVerdict.Failed(TestVerdict.OUTPUT_LIMIT, excessive.sentence());
      case ReturnedValue.Unreadable _ ->
          new TestVerdict.Failed(TestVerdict.RUNTIME_ERROR, "the call did not return a value");
    };
  }

  /// Returns the verdict on a program that did not end as programs should.
  private Optional<TestVerdict> brokenOff(Execution execution) {
    return switch (execution.ending()) {
      case Ending.Exited(int status) when status == 0 -> Optional.empty();
      case Ending.Exited(int status) ->
          Optional.of(new TestVerdict.Failed(TestVerdict.RUNTIME_ERROR, error(execution, status)));
      case Ending.Signalled(int signal) ->
          Optional.of(
              new TestVerdict.Failed(
                  TestVerdict.RUNTIME_ERROR, "ended by signal " + signal + lastWords(execution)));
      case Ending.LimitReached(Ending.Limit limit) -> Optional.of(overLimit(limit, execution));
      case Ending.ModuleMissing(String module) ->
          Optional.of(new TestVerdict.Unjudged(Cause.SANDBOX_FAULT, missing(module)));
      case Ending.Meddled _ ->
          Optional.of(
              new TestVerdict.Failed(
                  TestVerdict.RUNTIME_ERROR, "it wrote into the pipe of its answers"));
    };
  }

  /// Returns why a program that needs a module of the benchmark's environment cannot be judged.
  static String missing(String module) {
    return "the sandbox's Python has no %s, which the benchmark's own environment has; install it: pip install %s"
        .formatted(module, module);
  }

  private static String error(Execution execution, int status) {
    return "exit status " + status + lastWords(execution);
  }

  private static String lastWords(Execution execution) {
    String line = execution.errorLine();
    return line.isEmpty() ? "" : ", " + Excerpt.of(line);
  }

  private TestVerdict overLimit(Ending.Limit limit, Execution execution) {
    return switch (limit) {
      case TIME -> new TestVerdict.Failed(TestVerdict.TIME_LIMIT, outOfTime(execution));
      case MEMORY ->
          new TestVerdict.Failed(
              TestVerdict.MEMORY_LIMIT, "needs more than " + (limits.memoryBytes() >> 20) + " MiB");
      case FILES -> new TestVerdict.Failed(TestVerdict.FILE_LIMIT, TestVerdict.TOO_MANY_FILES);
      case OUTPUT ->
          new TestVerdict.Failed(
              TestVerdict.OUTPUT_LIMIT, "writes more than " + limits.outputBytes() + " bytes");
    };
  }

  private String outOfTime(Execution execution) {
    return "no end after %d ms (%d ms of processor time)"
        .formatted(limits.wallTime().toMillis(), execution.cpuTime().toMillis());
  }
}
