package assay.scorers.code;

import assay.results.Cause;
import assay.results.TestCase;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import assay.scorers.code.sandbox.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// Judges programs as LiveCodeBench's own grader does, oddities included.
///
/// One process runs a program on all its tests, with whatever state it keeps between them, until
/// the first that does not pass. The grader's codes: -2 wrong answer, -3 time limit, -4 an error in
/// the program or while loading it, -5 the process ended or the time for the whole program, which
/// is (6 + 1) · tests + 5 seconds, was over; then no test's result counts, not even of those that
/// passed.
///
/// What is not the grader's: expected outputs never enter the process, values are compared by what
/// they hold ([OfficialEquality]), and memory is limited, where the grader sets no limit.
///
/// Source: `lcb_runner/evaluation/testing_util.py` and `compute_code_generation_metrics.py`
/// (LiveCodeBench, commit 28fef95).
///
/// @param sandbox where programs run
/// @param limits what a program may use; the wall time is that of one test, 6 s there
record OfficialJudge(Sandbox sandbox, ExecutionLimits limits) implements ProgramJudge {
  static final int WRONG_ANSWER = -2;
  static final int TIME_LIMIT = -3;
  static final int RUNTIME_ERROR = -4;
  static final int RUNNER_ERROR = -5;

  private static final Duration SPARE_PER_TEST = Duration.ofSeconds(1);
  private static final Duration SPARE = Duration.ofSeconds(5);

  OfficialJudge {
    Objects.requireNonNull(sandbox);
    Objects.requireNonNull(limits);
  }

  @Override
  public CodeVerdict judge(String code, Optional<String> function, List<TestCase> tests) {
    CodeVerdict verdict = judge(sandbox, code, function, tests);
    return verdict.starved(limits.wallTime())
        ? judge(sandbox.alone(), code, function, tests).afterStarvedRun()
        : verdict;
  }

  private CodeVerdict judge(
      Sandbox place, String code, Optional<String> function, List<TestCase> tests) {
    Duration whole = limits.wallTime().plus(SPARE_PER_TEST).multipliedBy(tests.size()).plus(SPARE);
    SessionRequest request =
        new SessionRequest(
            SessionRequest.Mode.OFFICIAL,
            code,
            function,
            limits.wallTime(),
            limits.withWallTime(whole));
    try {
      return place.converse(
          request,
          program -> new OfficialConversation(program, limits, function.isPresent()).hold(tests));
    } catch (SandboxKilled e) {
      return new CodeVerdict(
          new TestVerdict.Failed(TestVerdict.RUNTIME_ERROR, e.getMessage()),
          OptionalInt.empty(),
          OptionalInt.of(RUNNER_ERROR),
          List.of(),
          false);
    } catch (SandboxFault e) {
      return new CodeVerdict(
          new TestVerdict.Unjudged(Cause.SANDBOX_FAULT, e.getMessage()),
          OptionalInt.empty(),
          OptionalInt.empty(),
          List.of(),
          false);
    }
  }
}
