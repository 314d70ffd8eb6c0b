package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ProgramSession;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SessionReply;
import com.fasterxml.jackson.databind.JsonNode;
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
    Optional<JsonNode> answer = PythonValues.answer(text);
    if (answer.isEmpty() || answer.get().path("ready").asBoolean()) {
      return functional ? unreadable(tests) : Optional.empty();
    }
    return Optional.of(error(answer.get().path("broken").asText("cannot be loaded")));
  }

  /// The grader reads all arguments and expected values before the first test, and counts what it
  /// cannot read as the program's error.
  private Optional<CodeVerdict> unreadable(List<TestCase> tests) {
    for (TestCase any : tests) {
      for (String argument : any.input().split("\n", -1)) {
        if (PythonValues.fromJson(argument).isEmpty()) {
          return Optional.of(
              error("an argument is not JSON: " + OutputComparison.excerpt(argument)));
        }
      }
      if (PythonValues.fromJson(any.output()).isEmpty()) {
        return Optional.of(
            error("the expected value is not JSON: " + OutputComparison.excerpt(any.output())));
      }
    }
    return Optional.empty();
  }

  private Optional<CodeVerdict> afterTest(String text, TestCase asked) {
    JsonNode answer = PythonValues.answer(text).orElse(null);
    if (answer == null) {
      return Optional.of(error("its answer is not readable"));
    }
    if (answer.has("out")) {
      return OutputComparison.difference(asked.output(), answer.path("out").asText())
          .map(this::wrong);
    }
    if (answer.has("value")) {
      return afterCall(answer.path("value").asText(), asked);
    }
    if (answer.has("large")) {
      return Optional.of(
          failed(
              TestVerdict.OUTPUT_LIMIT,
              OfficialJudge.RUNTIME_ERROR,
              "answers with more than %d bytes, where the official grader sets no limit"
                  .formatted(limits.outputBytes())));
    }
    if (answer.path("time").asBoolean()) {
      return Optional.of(failed(TestVerdict.TIME_LIMIT, OfficialJudge.TIME_LIMIT, outOfTime()));
    }
    return Optional.of(
        error(
            answer.has("broken") ? answer.path("broken").asText() : answer.path("error").asText()));
  }

  private Optional<CodeVerdict> afterCall(String encoded, TestCase asked) {
    Optional<PythonValue> returned = PythonValues.fromEncoded(encoded);
    Optional<PythonValue> expected = PythonValues.fromJson(asked.output());
    if (returned.isEmpty() || expected.isEmpty()) {
      return Optional.of(error("the returned value is not readable"));
    }
    return switch (OfficialEquality.compare(expected.get(), returned.get())) {
      case EQUAL -> Optional.empty();
      case DIFFERENT ->
          Optional.of(
              wrong(
                  "expected %s, returned %s"
                      .formatted(
                          OutputComparison.excerpt(expected.get().toString()),
                          OutputComparison.excerpt(returned.get().toString()))));
      case RAISES -> Optional.of(error("the returned array has no single truth value"));
    };
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
    return failed(
        TestVerdict.RUNTIME_ERROR, OfficialJudge.RUNTIME_ERROR, OutputComparison.excerpt(error));
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
        line.isEmpty() ? how : how + ", " + OutputComparison.excerpt(line));
  }

  private CodeVerdict failed(String rule, int code, String detail) {
    return verdict(new TestVerdict.Failed(rule, detail), OptionalInt.of(code));
  }

  private CodeVerdict verdict(TestVerdict verdict, OptionalInt code) {
    return new CodeVerdict(verdict, OptionalInt.of(test), code, times, false);
  }
}
