package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ProgramSession;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SessionReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Asks one program its tests and draws LiveCodeBench's conclusions; used once.
final class OfficialConversation {
  private final ProgramSession program;
  private final ExecutionLimits limits;
  private final boolean functional;
  private final List<TestTime> times = new ArrayList<>();
  private int test;

  OfficialConversation(ProgramSession program, ExecutionLimits limits, boolean functional) {
    this.program = program;
    this.limits = limits;
    this.functional = functional;
  }

  CodeVerdict hold(List<TestCase> tests) throws SandboxFault {
    test = 1;
    Optional<CodeVerdict> unfit =
        switch (program.loaded()) {
          case SessionReply.Answered(String text, var _, var _) -> afterLoading(text, tests);
          case SessionReply.Ended(Execution execution) -> Optional.of(ended(execution));
        };
    if (unfit.isPresent()) {
      return unfit.get();
    }
    for (TestCase next : tests) {
      Optional<CodeVerdict> failed =
          switch (program.test(next.input())) {
            case SessionReply.Answered answered -> {
              times.add(new TestTime(answered.wallTime(), answered.cpuTime()));
              yield afterTest(answered.text(), next);
            }
            case SessionReply.Ended(Execution execution) -> Optional.of(ended(execution));
          };
      if (failed.isPresent()) {
        return failed.get();
      }
      test++;
    }
    return CodeVerdict.passed(times, false);
  }

  private Optional<CodeVerdict> afterLoading(String text, List<TestCase> tests) {
    Optional<SessionAnswer> answer = SessionAnswer.read(text);
    if (answer.isEmpty() || answer.get().says("ready")) {
      return functional ? unreadable(tests) : Optional.empty();
    }
    return Optional.of(error(answer.get().text("broken").orElse("cannot be loaded")));
  }

  /// The grader reads all arguments and expected values before the first test, and counts what it
  /// cannot read as the program's error.
  private Optional<CodeVerdict> unreadable(List<TestCase> tests) {
    for (TestCase any : tests) {
      for (String argument : any.input().split("\n", -1)) {
        if (PythonValues.fromJson(argument).isEmpty()) {
          return Optional.of(error("an argument is not JSON: " + Excerpt.of(argument)));
        }
      }
      if (PythonValues.fromJson(any.output()).isEmpty()) {
        return Optional.of(error("the expected value is not JSON: " + Excerpt.of(any.output())));
      }
    }
    return Optional.empty();
  }

  private Optional<CodeVerdict> afterTest(String text, TestCase asked) {
    Optional<SessionAnswer> read = SessionAnswer.read(text);
    if (read.isEmpty()) {
      return Optional.of(error("its answer is not readable"));
    }
    SessionAnswer answer = read.get();
    if (answer.text("out").isPresent()) {
      return OutputComparison.difference(asked.output(), answer.text("out").get()).map(this::wrong);
    }
    if (answer.text("value").isPresent()) {
      return afterCall(answer.text("value").get(), asked);
    }
    if (answer.says("large")) {
      return Optional.of(excess("answers with more than " + limits.outputBytes() + " bytes"));
    }
    if (answer.says("time")) {
      return Optional.of(failed(TestVerdict.TIME_LIMIT, OfficialJudge.TIME_LIMIT, outOfTime()));
    }
    return Optional.of(error(answer.text("broken").or(() -> answer.text("error")).orElse("")));
  }

  private Optional<CodeVerdict> afterCall(String encoded, TestCase asked) {
    Optional<PythonValue> expected = PythonValues.fromJson(asked.output());
    if (expected.isEmpty()) {
      return Optional.of(error("the expected value is not readable"));
    }
    return switch (EncodedValueReader.read(encoded)) {
      case ReturnedValue.Decoded(PythonValue returned) -> compared(expected.get(), returned);
      case ReturnedValue.Excessive excessive -> Optional.of(excess(excessive.sentence()));
      case ReturnedValue.Unreadable _ -> Optional.of(error("the returned value is not readable"));
    };
  }

  private Optional<CodeVerdict> compared(PythonValue expected, PythonValue returned) {
    return switch (OfficialEquality.compare(expected, returned)) {
      case EQUAL -> Optional.empty();
      case DIFFERENT ->
          Optional.of(
              wrong(
                  "expected %s, returned %s"
                      .formatted(Excerpt.of(expected), Excerpt.of(returned))));
      case RAISES -> Optional.of(error("the returned array has no single truth value"));
    };
  }

  private CodeVerdict excess(String what) {
    return failed(
        TestVerdict.OUTPUT_LIMIT,
        OfficialJudge.RUNTIME_ERROR,
        what + ", where the official grader sets no limit");
  }

  private String outOfTime() {
    TestTime last = times.getLast();
    return "no end after %d ms (%d ms of processor time)"
        .formatted(limits.wallTime().toMillis(), last.cpu().toMillis());
  }

  private CodeVerdict wrong(String difference) {
    return failed(TestVerdict.WRONG_ANSWER, OfficialJudge.WRONG_ANSWER, difference);
  }

  private CodeVerdict error(String error) {
    for (String module : program.missingModules()) {
      if (error.contains("No module named '" + module + "'")) {
        return verdict(
            new TestVerdict.Unjudged(Cause.SANDBOX_FAULT, TestJudge.missing(module)),
            OptionalInt.empty());
      }
    }
    return failed(TestVerdict.RUNTIME_ERROR, OfficialJudge.RUNTIME_ERROR, Excerpt.of(error));
  }

  private CodeVerdict ended(Execution execution) {
    times.add(new TestTime(execution.wallTime(), execution.cpuTime()));
    return switch (execution.ending()) {
      case Ending.LimitReached(Ending.Limit limit) ->
          switch (limit) {
            case TIME ->
                failed(
                    TestVerdict.TIME_LIMIT,
                    OfficialJudge.RUNNER_ERROR,
                    "no end after %d ms for all tests".formatted(execution.wallTime().toMillis()));
            case MEMORY ->
                failed(
                    TestVerdict.MEMORY_LIMIT,
                    OfficialJudge.RUNNER_ERROR,
                    "needs more than %d MiB, where the official grader sets no limit"
                        .formatted(limits.memoryBytes() >> 20));
            case FILES ->
                failed(
                    TestVerdict.FILE_LIMIT, OfficialJudge.RUNNER_ERROR, TestVerdict.TOO_MANY_FILES);
            case OUTPUT ->
                failed(
                    TestVerdict.OUTPUT_LIMIT,
                    OfficialJudge.RUNNER_ERROR,
                    "writes more than %d bytes".formatted(limits.outputBytes()));
          };
      case Ending.Exited(int status) ->
          dead("the process ended with status %d".formatted(status), execution);
      case Ending.Signalled(int signal) ->
          dead("the process was ended by signal %d".formatted(signal), execution);
      case Ending.Meddled _ -> dead("it wrote into the pipe of its answers", execution);
      case Ending.ModuleMissing(String module) ->
          verdict(
              new TestVerdict.Unjudged(Cause.SANDBOX_FAULT, TestJudge.missing(module)),
              OptionalInt.empty());
    };
  }

  private CodeVerdict dead(String how, Execution execution) {
    String line = execution.lastErrorLine();
    return failed(
        TestVerdict.RUNTIME_ERROR,
        OfficialJudge.RUNNER_ERROR,
        line.isEmpty() ? how : how + ", " + Excerpt.of(line));
  }

  private CodeVerdict failed(String rule, int code, String detail) {
    return verdict(new TestVerdict.Failed(rule, detail), OptionalInt.of(code));
  }

  private CodeVerdict verdict(TestVerdict verdict, OptionalInt code) {
    return new CodeVerdict(verdict, OptionalInt.of(test), code, times, false);
  }
}
