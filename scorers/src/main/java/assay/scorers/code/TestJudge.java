package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import java.util.List;
import java.util.Optional;

/// Judges a program by one test: runs it in the sandbox and compares what came out.
///
/// @param sandbox where it runs
/// @param limits what it may use
record TestJudge(Sandbox sandbox, ExecutionLimits limits) {
  private static final String WRONG_ANSWER = "wrong-answer";
  private static final String RUNTIME_ERROR = "runtime-error";

  /// Returns the test's verdict on the program.
  ///
  /// @param function the function that a functional test calls
  TestVerdict judge(String code, Optional<String> function, TestCase test) {
    try {
      return switch (test.kind()) {
        case STDIN -> judgeScript(code, test);
        case FUNCTIONAL -> judgeFunction(code, function, test);
      };
    } catch (SandboxFault e) {
      return new TestVerdict.Unjudged(Cause.SANDBOX_FAULT, e.getMessage());
    }
  }

  private TestVerdict judgeScript(String code, TestCase test) throws SandboxFault {
    Execution execution =
        sandbox.run(new ExecutionRequest(code, new ExecutionRequest.Script(test.input()), limits));
    return brokenOff(execution)
        .orElseGet(
            () ->
                OutputComparison.difference(test.output(), execution.stdout())
                    .<TestVerdict>map(found -> new TestVerdict.Failed(WRONG_ANSWER, found))
                    .orElseGet(TestVerdict.Passed::new));
  }

  private TestVerdict judgeFunction(String code, Optional<String> function, TestCase test)
      throws SandboxFault {
    Optional<PythonValue> expected = PythonValues.fromJson(test.output());
    List<String> arguments = test.input().lines().filter(line -> !line.isBlank()).toList();
    if (function.isEmpty()) {
      return faulty("the problem names no function to call");
    }
    if (expected.isEmpty()) {
      return faulty("the expected value is not JSON: " + OutputComparison.excerpt(test.output()));
    }
    for (String argument : arguments) {
      if (PythonValues.fromJson(argument).isEmpty()) {
        return faulty("an argument is not JSON: " + OutputComparison.excerpt(argument));
      }
    }
    Execution execution =
        sandbox.run(
            new ExecutionRequest(
                code, new ExecutionRequest.Call(function.get(), arguments), limits));
    return brokenOff(execution).orElseGet(() -> compare(expected.get(), execution));
  }

  private static TestVerdict faulty(String detail) {
    return new TestVerdict.Unjudged(Cause.GRADER_FAULT, detail);
  }

  private static TestVerdict compare(PythonValue expected, Execution execution) {
    Optional<PythonValue> returned = PythonValues.fromEncoded(execution.returned());
    if (returned.isEmpty()) {
      return new TestVerdict.Failed(RUNTIME_ERROR, "the call did not return a value");
    }
    return ValueComparison.accepts(expected, returned.get())
        ? new TestVerdict.Passed()
        : new TestVerdict.Failed(
            WRONG_ANSWER,
            "expected %s, returned %s"
                .formatted(
                    OutputComparison.excerpt(expected.toString()),
                    OutputComparison.excerpt(returned.get().toString())));
  }

  /// Returns the verdict on a program that did not end as programs should.
  private Optional<TestVerdict> brokenOff(Execution execution) {
    return switch (execution.ending()) {
      case Ending.Exited(int status) when status == 0 -> Optional.empty();
      case Ending.Exited(int status) ->
          Optional.of(new TestVerdict.Failed(RUNTIME_ERROR, error(execution, status)));
      case Ending.Signalled(int signal) ->
          Optional.of(new TestVerdict.Failed(RUNTIME_ERROR, "ended by signal " + signal));
      case Ending.LimitReached(Ending.Limit limit) -> Optional.of(overLimit(limit, execution));
      case Ending.ModuleMissing(String module) ->
          Optional.of(
              new TestVerdict.Unjudged(
                  Cause.SANDBOX_FAULT,
                  "the sandbox's Python has no "
                      + module
                      + ", which the benchmark's own environment has; install it: pip install "
                      + module));
    };
  }

  private static String error(Execution execution, int status) {
    String line = execution.lastErrorLine();
    return "exit status " + status + (line.isEmpty() ? "" : ", " + OutputComparison.excerpt(line));
  }

  private TestVerdict overLimit(Ending.Limit limit, Execution execution) {
    return switch (limit) {
      case TIME -> new TestVerdict.Failed("time-limit", outOfTime(execution));
      case MEMORY ->
          new TestVerdict.Failed(
              "memory-limit", "needs more than " + (limits.memoryBytes() >> 20) + " MiB");
      case OUTPUT ->
          new TestVerdict.Failed(
              "output-limit", "writes more than " + limits.outputBytes() + " bytes");
    };
  }

  private String outOfTime(Execution execution) {
    String used =
        "no end after %d ms (%d ms of processor time)"
            .formatted(limits.wallTime().toMillis(), execution.cpuTime().toMillis());
    return execution.starved()
        ? used + "; timing suspect: it slept, or the machine was busy with something else"
        : used;
  }
}
