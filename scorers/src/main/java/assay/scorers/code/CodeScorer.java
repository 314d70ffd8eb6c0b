package assay.scorers.code;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.Scorer;
import assay.scorers.code.ProgramSearch.Finding;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program passes if it passes every test; the judges differ in what that means.
///
/// `code/official` does what LiveCodeBench's own grader does ([OfficialJudge]): its verdicts
/// compare with published ones. That grader runs programs inside itself and fails correct ones that
/// read standard input in unusual ways or print from threads; so each failure is looked at again
/// with the other judge, and one that passes there has the rule `official-artefact`.
///
/// `code/real` runs each test as a real program ([RealJudge]): a fresh process, real standard
/// streams, exit status 0. LiveCodeBench's star imports and recursion limit of 50,000 are in place,
/// because generated solutions count on them. Standard output is compared as LiveCodeBench does;
/// return values by value, with a small tolerance for fractions and a tuple counting as a list.
///
/// `code/checks` is for functions that come with code that checks them ([CheckJudge]), and
/// `code/evalplus` runs the same checks on what EvalPlus' sanitizer leaves of a completion
/// ([EvalPlusForm]).
///
/// In all of them the tests run in order and the first that fails decides. What the sandbox could
/// not run, or lacks a module or a compiler for, is not measured.
///
/// Programs are Python unless a [LanguageRule] or the recording of a program says otherwise; only
/// `code/real` judges others ([CompiledJudge]). The language is a part of the scorer's name.
public final class CodeScorer implements Scorer {
  /// The name of the judge that runs programs as they are.
  public static final String REAL = "code/real";

  /// The name of the judge that does what LiveCodeBench's grader does.
  public static final String OFFICIAL = "code/official";

  /// The name of the judge of functions that come with code that checks them.
  public static final String CHECKS = "code/checks";

  /// The name of the judge that runs only the first of several such checks.
  public static final String CHECKS_BASE = "code/checks-base";

  /// The name of the judge of functions that EvalPlus' sanitizer takes from completions.
  public static final String EVALPLUS = "code/evalplus";

  /// The name of the same judge where it runs only the first of several checks.
  public static final String EVALPLUS_BASE = "code/evalplus-base";

  /// What a name ends with when completions are programs as a whole.
  public static final String WHOLE = "+whole-completion";

  /// The rule of a failure that only the official grader sees.
  public static final String ARTEFACT = "official-artefact";

  private static final ProgramSearch BLOCK_OR_ALL =
      ProgramSearch.by(CodeExtractor.ANSWER_FENCES_OR_ALL);

  private final String name;
  private final Map<Language, ProgramJudge> judges;
  private final Optional<ProgramJudge> secondLook;
  private final Optional<String> ofFirst;
  private final ProgramSearch search;
  private final LanguageRule language;

  private CodeScorer(
      String name,
      Map<Language, ProgramJudge> judges,
      Optional<ProgramJudge> secondLook,
      Optional<String> ofFirst,
      ProgramSearch search,
      LanguageRule language) {
    this.name = name;
    this.judges = Map.copyOf(judges);
    this.secondLook = secondLook;
    this.ofFirst = ofFirst;
    this.search = search;
    this.language = language;
  }

  /// Creates a judge of functions.
  ///
  /// @param ofFirst name of the one that does the same with the first of several checks
  private CodeScorer(
      String name, ProgramJudge judge, Optional<String> ofFirst, ProgramSearch search) {
    this(
        name,
        Map.of(Language.PYTHON, judge),
        Optional.empty(),
        ofFirst,
        search,
        new LanguageRule.Unstated());
  }

  /// Returns `code/real` for programs found by the given rule. The sandbox stays its owner's to
  /// close.
  public static CodeScorer real(Sandbox sandbox, ExecutionLimits limits, CodeExtractor extractor) {
    return real(sandbox, limits, extractor, new LanguageRule.Unstated());
  }

  /// Returns `code/real` for programs found by the given rule, whose language another rule tells.
  public static CodeScorer real(
      Sandbox sandbox, ExecutionLimits limits, CodeExtractor extractor, LanguageRule language) {
    return new CodeScorer(
        REAL + language.suffix() + extractor.suffix(),
        Map.of(
            Language.PYTHON,
            new RealJudge(sandbox, limits),
            Language.CPP,
            new CompiledJudge(sandbox, limits, Language.CPP),
            Language.JAVA,
            new CompiledJudge(sandbox, limits, Language.JAVA)),
        Optional.empty(),
        Optional.empty(),
        ProgramSearch.by(extractor),
        language);
  }

  /// Returns `code/official` for programs found by the given rule.
  public static CodeScorer official(
      Sandbox sandbox, ExecutionLimits limits, CodeExtractor extractor) {
    return new CodeScorer(
        OFFICIAL + extractor.suffix(),
        Map.of(Language.PYTHON, new OfficialJudge(sandbox, limits)),
        Optional.of(new RealJudge(sandbox, limits)),
        Optional.empty(),
        ProgramSearch.by(extractor),
        new LanguageRule.Unstated());
  }

  /// Returns `code/checks`, which takes the last fenced block of a completion or all of it.
  public static CodeScorer checks(Sandbox sandbox, ExecutionLimits limits) {
    CheckJudge judge = CheckJudge.continuing(sandbox, limits);
    return new CodeScorer(CHECKS, judge, Optional.of(CHECKS_BASE), BLOCK_OR_ALL);
  }

  /// Returns `code/checks-base`: of several checks only the first counts, as where EvalPlus' inputs
  /// follow those of the original benchmark.
  public static CodeScorer checksBase(Sandbox sandbox, ExecutionLimits limits) {
    CheckJudge judge = CheckJudge.continuing(sandbox, limits);
    return new CodeScorer(CHECKS_BASE, judge.ofFirst(), Optional.empty(), BLOCK_OR_ALL);
  }

  /// Returns `code/evalplus`: the checks of `code/checks` on what EvalPlus judges of a completion.
  public static CodeScorer evalPlus(Sandbox sandbox, ExecutionLimits limits, EvalPlusForm form) {
    return new CodeScorer(
        EVALPLUS + form.suffix(),
        CheckJudge.asItIs(sandbox, limits),
        Optional.of(EVALPLUS_BASE + form.suffix()),
        form.search(sandbox, limits));
  }

  /// Returns `code/evalplus-base`, for which only the first of several checks counts.
  public static CodeScorer evalPlusBase(
      Sandbox sandbox, ExecutionLimits limits, EvalPlusForm form) {
    CheckJudge judge = CheckJudge.asItIs(sandbox, limits);
    return new CodeScorer(
        EVALPLUS_BASE + form.suffix(),
        judge.ofFirst(),
        Optional.empty(),
        form.search(sandbox, limits));
  }

  @Override
  public String name() {
    return name;
  }

  /// Returns the verdict on one program.
  ///
  /// @throws IllegalArgumentException when the sample is no programming problem
  @Override
  public Score score(Sample sample, Completion completion) {
    return judge(sample, completion).score();
  }

  /// Returns the verdict on one program with what is known beyond it.
  ///
  /// @throws IllegalArgumentException when the sample is no programming problem
  public CodeResult judge(Sample sample, Completion completion) {
    return judge(sample, completion, Optional.empty());
  }

  /// Returns the verdict on one program whose language may have been recorded with it.
  ///
  /// @param declared what the recording says that the program is written in
  /// @throws IllegalArgumentException when the sample is no programming problem
  public CodeResult judge(Sample sample, Completion completion, Optional<Language> declared) {
    if (!(sample.extras() instanceof Sample.Programming problem)) {
      throw new IllegalArgumentException(
          name + " judges programming problems only, sample " + sample.id() + " is none");
    }
    List<TestCase> tests = problem.tests().cases();
    if (tests.isEmpty()) {
      return CodeResult.notRun(
          new Score.NotMeasured(Cause.GRADER_FAULT, missingTests(sample.id(), problem.tests())));
    }
    return switch (search.find(problem, completion)) {
      case Finding.Program(ExtractedProgram program) when program.code().isBlank() ->
          CodeResult.notRun(new Score.NoAnswer(Finding.NO_PROGRAM));
      case Finding.Program(ExtractedProgram program) -> judge(problem, program, declared);
      case Finding.Nothing(String reason) -> CodeResult.notRun(new Score.NoAnswer(reason));
      case Finding.Undecided(Cause cause, String detail) ->
          CodeResult.notRun(new Score.NotMeasured(cause, detail));
    };
  }

  private CodeResult judge(
      Sample.Programming problem, ExtractedProgram program, Optional<Language> declared) {
    return switch (LanguageChoice.of(language, declared, program.tag())) {
      case LanguageChoice.Chosen(Language chosen) when judges.containsKey(chosen) ->
          judge(program.code(), chosen, problem.functionName(), problem.tests().cases());
      case LanguageChoice.Chosen(Language chosen) ->
          CodeResult.notRun(
              new Score.NotMeasured(
                  Cause.GRADER_FAULT,
                  "%s judges Python programs only, and this is %s; use %s"
                      .formatted(name, chosen.title(), REAL)));
      case LanguageChoice.Missing(String detail) -> CodeResult.notRun(new Score.NoAnswer(detail));
      case LanguageChoice.Unknown(String detail) ->
          CodeResult.notRun(new Score.NotMeasured(Cause.GRADER_FAULT, detail));
    };
  }

  /// Returns what a verdict says of the same completion under the names of other scorers, which
  /// need not run the program again.
  ///
  /// @param result what [#judge] returned
  public Map<String, Score> implied(CodeResult result, Completion completion) {
    Map<String, Score> implied = new HashMap<>();
    // Of a completion with thoughts the two scorers may read different programs.
    if (completion.reasoning().spans().isEmpty()) {
      result
          .asRealProgram()
          .ifPresent(score -> implied.put(REAL + name.substring(OFFICIAL.length()), score));
    }
    ofFirst.ifPresent(first -> result.byFirstTest().ifPresent(score -> implied.put(first, score)));
    return implied;
  }

  private static String missingTests(String id, TestSet tests) {
    return tests.count() == 0
        ? "sample " + id + " has no tests"
        : "sample %s comes without its %d tests; read it from its dataset"
            .formatted(id, tests.count());
  }

  private CodeResult judge(
      String code, Language written, Optional<String> function, List<TestCase> tests) {
    CodeVerdict verdict = judges.get(written).judge(code, function, tests);
    Score score = verdict.score(code, tests.size());
    Optional<Score> second =
        secondLook
            .filter(_ -> score instanceof Score.Wrong)
            .map(other -> other.judge(code, function, tests).score(code, tests.size()));
    return new CodeResult(
        second.filter(Score::correct).isPresent() ? artefact(score) : score,
        tests.size(),
        verdict.failingTest(),
        verdict.officialCode(),
        verdict.times(),
        verdict.timingSuspect(),
        new CodeResult.Build(Optional.of(written), verdict.compiling()),
        second);
  }

  private static Score artefact(Score failure) {
    return failure instanceof Score.Wrong wrong
        ? new Score.Wrong(
            wrong.answer(),
            ARTEFACT,
            "%s: %s; passes as a real program".formatted(wrong.rule(), wrong.detail()))
        : failure;
  }
}
