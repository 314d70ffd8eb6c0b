package assay.scorers.code;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.Scorer;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `code/real`: the program passes if it passes every test as a real program.
///
/// Each test gets a fresh process with real standard streams; a functional test loads the program
/// as a module and calls its function. LiveCodeBench's star imports and recursion limit of 50,000
/// are in place before the program starts, because generated solutions count on them. Standard
/// output is compared as LiveCodeBench does; return values by value, with a small tolerance for
/// fractions and a tuple counting as a list. A program must end with exit status 0.
///
/// The tests run in order and the first that fails decides. What the sandbox could not run, or
/// lacks a module for, is not measured; neither is a program whose tests are faulty.
///
/// Verdicts may differ from LiveCodeBench's own: its grader runs programs inside itself and fails
/// correct ones that read standard input in unusual ways or print from threads.
public final class RealCodeScorer implements Scorer {
  /// The name under which reports show the verdicts.
  public static final String NAME = "code/real";

  /// The name of the same judge on completions that are programs as a whole.
  public static final String WHOLE_NAME = "code/real+whole-completion";

  private static final String PASSED = "all-tests";

  private final TestJudge judge;
  private final CodeExtractor extractor;

  /// Judges programs written by chat models, which fence their code.
  public RealCodeScorer(Sandbox sandbox, ExecutionLimits limits) {
    this(sandbox, limits, CodeExtractor.LAST_FENCES);
  }

  /// Judges programs found by the given rule. The sandbox stays its owner's to close.
  public RealCodeScorer(Sandbox sandbox, ExecutionLimits limits, CodeExtractor extractor) {
    this.judge = new TestJudge(sandbox, limits);
    this.extractor = Objects.requireNonNull(extractor);
  }

  @Override
  public String name() {
    return switch (extractor) {
      case LAST_FENCES -> NAME;
      case WHOLE_COMPLETION -> WHOLE_NAME;
    };
  }

  /// Returns the verdict on one program.
  ///
  /// @throws IllegalArgumentException when the sample is no programming problem
  @Override
  public Score score(Sample sample, Completion completion) {
    if (!(sample.extras() instanceof Sample.Programming problem)) {
      throw new IllegalArgumentException(
          NAME + " judges programming problems only, sample " + sample.id() + " is none");
    }
    List<TestCase> tests = problem.tests().cases();
    if (tests.isEmpty()) {
      return new Score.NotMeasured(Cause.GRADER_FAULT, missingTests(sample.id(), problem.tests()));
    }
    Optional<String> code = extractor.extract(completion.text()).filter(text -> !text.isBlank());
    return code.isEmpty()
        ? new Score.NoAnswer("no program found in the completion")
        : judge(code.get(), problem.functionName(), tests);
  }

  private static String missingTests(String id, TestSet tests) {
    return tests.count() == 0
        ? "sample " + id + " has no tests"
        : "sample %s comes without its %d tests; read it from its dataset"
            .formatted(id, tests.count());
  }

  private Score judge(String code, Optional<String> function, List<TestCase> tests) {
    for (int i = 0; i < tests.size(); i++) {
      String place = "test %d of %d: ".formatted(i + 1, tests.size());
      switch (judge.judge(code, function, tests.get(i))) {
        case TestVerdict.Passed _ -> {}
        case TestVerdict.Failed(String rule, String detail) -> {
          return new Score.Wrong(code, rule, place + detail);
        }
        case TestVerdict.Unjudged(Cause cause, String detail) -> {
          return new Score.NotMeasured(cause, place + detail);
        }
      }
    }
    return new Score.Correct(code, PASSED);
  }
}
