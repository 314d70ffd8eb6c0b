package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ProgramSession;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import assay.scorers.code.sandbox.SessionReply;
import assay.scorers.code.sandbox.SessionRequest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Judges a function by the code that comes with it (HumanEval's `check`, MBPP's assertions).
///
/// A completion that defines the function is a program as it is; any other continues the text that
/// the problem begins with, unless all are programs. The program is loaded without LiveCodeBench's
/// star imports, in a process of its own; the checks run in another one and reach the function by
/// value, so that they, and the verdict, are out of its reach (`checks.py` says how, and what it
/// does not do).
///
/// Checks that cannot run whatever the program does, because they use a name that only the program
/// could have defined or pass a value that cannot cross, are a fault of the grader: not measured.
///
/// @param sandbox where programs and checks run
/// @param limits what a program may use for all its checks together, their loading included, unless
///   the checks bound the time themselves
/// @param continues whether what does not define the function continues the problem's text
record CheckJudge(Sandbox sandbox, ExecutionLimits limits, boolean continues)
    implements ProgramJudge {
  /// EvalPlus' 62 s for all calls, and time for the reference and what is compared.
  private static final Duration TIMED = Duration.ofSeconds(90);

  /// The shortest time that such checks give a call.
  private static final Duration TIMED_CALL = Duration.ofSeconds(4);

  /// Returns the judge of completions that may continue the problem's text.
  static CheckJudge continuing(Sandbox sandbox, ExecutionLimits limits) {
    return new CheckJudge(sandbox, limits, true);
  }

  /// Returns the judge of programs that are run as they are.
  static CheckJudge asItIs(Sandbox sandbox, ExecutionLimits limits) {
    return new CheckJudge(sandbox, limits, false);
  }

  /// Returns this judge with nothing but the first of several checks.
  ProgramJudge ofFirst() {
    return (code, function, tests) -> judge(code, function, tests.subList(0, 1));
  }

  @Override
  public CodeVerdict judge(String code, Optional<String> function, List<TestCase> tests) {
    if (function.isEmpty()) {
      return unjudged(Cause.GRADER_FAULT, "the problem names no function to call", 1);
    }
    List<TestTime> times = new ArrayList<>();
    boolean suspect = false;
    for (int i = 0; i < tests.size(); i++) {
      CodeVerdict one = judgeOne(sandbox, code, function.get(), tests.get(i), i + 1);
      if (one.starved(timed(tests.get(i)) ? TIMED_CALL : limits.wallTime())) {
        suspect = true;
        one = judgeOne(sandbox.alone(), code, function.get(), tests.get(i), i + 1);
      }
      times.addAll(one.times());
      if (!one.passed()) {
        return new CodeVerdict(
            one.verdict(), one.failingTest(), OptionalInt.empty(), times, suspect);
      }
    }
    return CodeVerdict.passed(times, suspect);
  }

  private CodeVerdict judgeOne(
      Sandbox place, String code, String function, TestCase test, int number) {
    if (test.kind() != TestCase.Kind.CHECKS && !timed(test)) {
      return unjudged(Cause.GRADER_FAULT, "the test is not code that checks a function", number);
    }
    boolean whole = !continues || defines(function, code);
    Duration wall = wall(test);
    SessionRequest request =
        new SessionRequest(
            SessionRequest.Mode.CHECKS,
            whole ? code : test.input() + code,
            Optional.of(function),
            wall,
            limits.withWallTime(wall));
    try {
      return place.converse(request, program -> ask(program, test, number));
    } catch (SandboxKilled e) {
      return new CodeVerdict(
          new TestVerdict.Failed(TestVerdict.RUNTIME_ERROR, e.getMessage()),
          OptionalInt.of(number),
          OptionalInt.empty(),
          List.of(),
          false);
    } catch (SandboxFault e) {
      return unjudged(Cause.SANDBOX_FAULT, e.getMessage(), number);
    }
  }

  private Duration wall(TestCase test) {
    return timed(test) ? TIMED : limits.wallTime();
  }

  private static boolean timed(TestCase test) {
    return test.kind() == TestCase.Kind.TIMED_CHECKS;
  }

  private static boolean defines(String function, String code) {
    // Each line is read once: the text is the model's, and may be a megabyte of line ends.
    return Pattern.compile(
            "(?m)^[ \\t\\f]*+(?:async\\s++)?def\\s++" + Pattern.quote(function) + "\\s*+\\(")
        .matcher(code)
        .find();
  }

  private CodeVerdict ask(ProgramSession program, TestCase test, int number) throws SandboxFault {
    return switch (program.loaded()) {
      case SessionReply.Ended(Execution execution) -> ended(execution, wall(test), number);
      case SessionReply.Answered loaded -> {
        SessionAnswer answer = read(loaded);
        if (!answer.says("ready")) {
          yield error(program, answer.text("broken").orElse(""), time(loaded, answer), number);
        }
        String checks =
            JsonNodeFactory.instance
                .objectNode()
                .put("context", test.input())
                .put("checks", test.output())
                .toString();
        yield switch (program.test(checks)) {
          case SessionReply.Ended(Execution execution) -> ended(execution, wall(test), number);
          case SessionReply.Answered answered -> checked(program, answered, number);
        };
      }
    };
  }

  private static CodeVerdict checked(
      ProgramSession program, SessionReply.Answered answered, int number) {
    SessionAnswer answer = read(answered);
    TestTime time = time(answered, answer);
    if (answer.says("passed")) {
      return CodeVerdict.passed(List.of(time), false);
    }
    if (answer.text("faulty").isPresent()) {
      return unjudged(Cause.GRADER_FAULT, Printable.lines(answer.text("faulty").get()), number);
    }
    if (answer.text("failed").isPresent()) {
      String text =
          answer.text("text").filter(said -> !said.isEmpty()).map(": "::concat).orElse("");
      String detail = Printable.lines(answer.text("failed").get() + text);
      return failed(TestVerdict.WRONG_ANSWER, detail, time, number);
    }
    if (answer.text("slow").isPresent()) {
      return failed(
          TestVerdict.TIME_LIMIT, Printable.line(answer.text("slow").get()), time, number);
    }
    if (answer.text("large").isPresent()) {
      return failed(
          TestVerdict.OUTPUT_LIMIT, Printable.line(answer.text("large").get()), time, number);
    }
    return error(program, answer.text("error").orElse(""), time, number);
  }

  private static SessionAnswer read(SessionReply.Answered answered) {
    return SessionAnswer.read(answered.text()).orElseGet(() -> new SessionAnswer(Map.of()));
  }

  /// The checker adds up its own processor time and the solution's, where it got that far.
  private static TestTime time(SessionReply.Answered answered, SessionAnswer answer) {
    return new TestTime(
        answered.wallTime(),
        answer.millis("cpu_ms").map(Duration::ofMillis).orElse(answered.cpuTime()));
  }

  private static CodeVerdict error(
      ProgramSession program, String error, TestTime time, int number) {
    for (String module : program.missingModules()) {
      if (error.contains("No module named '" + module + "'")) {
        return unjudged(Cause.SANDBOX_FAULT, TestJudge.missing(module), number);
      }
    }
    return failed(TestVerdict.RUNTIME_ERROR, Excerpt.of(error), time, number);
  }

  private CodeVerdict ended(Execution execution, Duration wall, int number) {
    TestTime time = new TestTime(execution.wallTime(), execution.cpuTime());
    return switch (execution.ending()) {
      case Ending.LimitReached(Ending.Limit limit) ->
          switch (limit) {
            case TIME ->
                failed(
                    TestVerdict.TIME_LIMIT,
                    "no end after %d ms".formatted(wall.toMillis()),
                    time,
                    number);
            case MEMORY ->
                failed(
                    TestVerdict.MEMORY_LIMIT,
                    "needs more than %d MiB".formatted(limits.memoryBytes() >> 20),
                    time,
                    number);
            case FILES -> failed(TestVerdict.FILE_LIMIT, TestVerdict.TOO_MANY_FILES, time, number);
            case OUTPUT ->
                failed(
                    TestVerdict.OUTPUT_LIMIT,
                    "writes more than %d bytes".formatted(limits.outputBytes()),
                    time,
                    number);
          };
      case Ending.Exited _, Ending.Signalled _, Ending.Meddled _ ->
          failed(
              TestVerdict.RUNTIME_ERROR,
              "the process of the checks was ended from within the sandbox",
              time,
              number);
      case Ending.ModuleMissing(String module) ->
          unjudged(Cause.SANDBOX_FAULT, TestJudge.missing(module), number);
    };
  }

  private static CodeVerdict failed(String rule, String detail, TestTime time, int number) {
    return new CodeVerdict(
        new TestVerdict.Failed(rule, detail),
        OptionalInt.of(number),
        OptionalInt.empty(),
        List.of(time),
        false);
  }

  private static CodeVerdict unjudged(Cause cause, String detail, int number) {
    return new CodeVerdict(
        new TestVerdict.Unjudged(cause, detail),
        OptionalInt.of(number),
        OptionalInt.empty(),
        List.of(),
        false);
  }
}
