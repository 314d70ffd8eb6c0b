package assay.harness.run;

import assay.scorers.Scorer;
import assay.scorers.catalog.Scorers;
import assay.scorers.code.CodeExtractor;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.EvalPlusForm;
import assay.scorers.code.LanguageRule;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.measure.Calibration;
import assay.scorers.code.sandbox.selection.SandboxAvailable;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import assay.scorers.code.sandbox.selection.SandboxSelection;
import assay.scorers.code.sandbox.selection.SandboxSelector;
import assay.scorers.code.sandbox.selection.SandboxUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The scorers of one command, with the sandbox that the code scorer needs.
///
/// The sandbox is looked for only where a scorer runs programs. Where none works, those samples are
/// not measured, and [#sandbox()] says why.
public final class ScorerSet implements AutoCloseable {
  private static final String FENCED = CodeScorer.REAL + LanguageRule.FENCE_SUFFIX;
  private static final List<String> CODE = codeNames();
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();

  private final List<Scorer> scorers;
  private final Optional<SandboxSelection> sandbox;
  private final Optional<Calibration> calibration;
  private final Judges judges;

  private ScorerSet(
      List<Scorer> scorers,
      Optional<SandboxSelection> sandbox,
      Optional<Calibration> calibration,
      Judges judges) {
    this.scorers = List.copyOf(scorers);
    this.sandbox = sandbox;
    this.calibration = calibration;
    this.judges = judges;
  }

  private static List<String> codeNames() {
    List<String> names = new ArrayList<>();
    for (String whole : List.of("", CodeScorer.WHOLE)) {
      names.add(CodeScorer.OFFICIAL + whole);
      names.add(CodeScorer.REAL + whole);
      names.add(compiled(Language.CPP) + whole);
      names.add(compiled(Language.JAVA) + whole);
    }
    names.add(FENCED);
    names.add(CodeScorer.CHECKS);
    names.add(CodeScorer.CHECKS_BASE);
    for (EvalPlusForm form : EvalPlusForm.values()) {
      names.add(CodeScorer.EVALPLUS + form.suffix());
      names.add(CodeScorer.EVALPLUS_BASE + form.suffix());
    }
    return List.copyOf(names);
  }

  private static String compiled(Language language) {
    return CodeScorer.REAL + new LanguageRule.Stated(language).suffix();
  }

  /// What the scorers are given to judge.
  public enum Given {
    /// All that a model wrote.
    COMPLETIONS,
    /// Programs already cut out of it.
    PROGRAMS,
    /// Answers already cut out of it.
    ANSWERS
  }

  /// How programs are run.
  ///
  /// @param choice where
  /// @param image the container image, by name or by digest; else the one that is found
  /// @param calibrate whether time limits are scaled to the machine's speed
  public record ProgramSettings(SandboxChoice choice, Optional<String> image, boolean calibrate) {
    /// In the sandbox that is found, with the benchmark's own time limits.
    public static final ProgramSettings STANDARD =
        new ProgramSettings(SandboxChoice.AUTO, Optional.empty(), false);

    public ProgramSettings {
      Objects.requireNonNull(choice);
      Objects.requireNonNull(image);
    }
  }

  /// Opens the named scorers.
  ///
  /// @throws UsageException if a name is unknown, or needs what it is not given
  public static ScorerSet open(List<String> names, ProgramSettings settings, Given given) {
    Set<String> distinct = new LinkedHashSet<>(names);
    distinct.stream()
        .filter(name -> !names().contains(name))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new UsageException(
                  "--scorer %s: unknown; there are %s%s"
                      .formatted(
                          unknown, String.join(", ", names()), Similar.hint(unknown, names())));
            });
    SandboxOptions options = options(settings);
    Optional<SandboxSelection> sandbox =
        distinct.stream().anyMatch(CODE::contains)
            ? Optional.of(new SandboxSelector(options).select(settings.choice()))
            : Optional.empty();
    Optional<Calibration> calibration =
        sandbox.filter(_ -> settings.calibrate()).flatMap(ScorerSet::calibration);
    ExecutionLimits limits = LIMITS.scaled(calibration.map(Calibration::factor).orElse(1.0));
    List<Scorer> scorers =
        distinct.stream()
            .map(
                name ->
                    Scorers.grader(name)
                        .<Scorer>map(
                            grader -> given == Given.ANSWERS ? new AnswerScorer(grader) : grader)
                        .orElseGet(
                            () -> code(name, given, sandbox.orElseThrow().sandbox(), limits)))
            .toList();
    Judges judges =
        sandbox.isPresent()
            ? Judges.ofPrograms(options.workers())
            : Judges.ofTexts(Runtime.getRuntime().availableProcessors());
    return new ScorerSet(scorers, sandbox, calibration, judges);
  }

  private static SandboxOptions options(ProgramSettings settings) {
    SandboxOptions options = SandboxOptions.forLimits(LIMITS);
    return settings.image().map(options::withImage).orElse(options);
  }

  /// Where no sandbox works nothing is run, so that there is nothing to scale.
  private static Optional<Calibration> calibration(SandboxSelection selection) {
    return switch (selection) {
      case SandboxAvailable available -> {
        try {
          yield Optional.of(Calibration.measure(available.sandbox()));
        } catch (SandboxFault e) {
          throw new RunFailedException("--calibrate: " + e.getMessage(), e);
        }
      }
      case SandboxUnavailable _ -> Optional.empty();
    };
  }

  private static Scorer code(String name, Given given, Sandbox sandbox, ExecutionLimits limits) {
    boolean bareCode = given == Given.PROGRAMS;
    if (name.equals(CodeScorer.CHECKS)) {
      return CodeScorer.checks(sandbox, limits);
    }
    if (name.equals(CodeScorer.CHECKS_BASE)) {
      return CodeScorer.checksBase(sandbox, limits);
    }
    if (name.startsWith(CodeScorer.EVALPLUS)) {
      return evalPlus(name, given, sandbox, limits);
    }
    if (name.equals(FENCED) && bareCode) {
      throw new UsageException(
          "%s: the recorded programs are without their fenced blocks; name their language with --language"
              .formatted(name));
    }
    boolean whole = bareCode || name.endsWith(CodeScorer.WHOLE);
    return name.startsWith(CodeScorer.OFFICIAL)
        ? CodeScorer.official(
            sandbox, limits, whole ? CodeExtractor.WHOLE_COMPLETION : CodeExtractor.LAST_FENCES)
        : CodeScorer.real(
            sandbox,
            limits,
            whole ? CodeExtractor.WHOLE_COMPLETION : CodeExtractor.ANSWER_FENCES,
            rule(name));
  }

  /// Programs that are cut out already are judged as EvalPlus judges a file of solutions.
  private static Scorer evalPlus(
      String name, Given given, Sandbox sandbox, ExecutionLimits limits) {
    boolean base = name.startsWith(CodeScorer.EVALPLUS_BASE);
    String suffix =
        name.substring((base ? CodeScorer.EVALPLUS_BASE : CodeScorer.EVALPLUS).length());
    EvalPlusForm form =
        given == Given.PROGRAMS ? EvalPlusForm.PROGRAM : EvalPlusForm.ofSuffix(suffix);
    return base
        ? CodeScorer.evalPlusBase(sandbox, limits, form)
        : CodeScorer.evalPlus(sandbox, limits, form);
  }

  private static LanguageRule rule(String name) {
    if (name.equals(FENCED)) {
      return new LanguageRule.ByFence();
    }
    return Stream.of(Language.CPP, Language.JAVA)
        .filter(language -> name.startsWith(compiled(language)))
        .findFirst()
        .<LanguageRule>map(LanguageRule.Stated::new)
        .orElseGet(LanguageRule.Unstated::new);
  }

  /// Returns the names of the scorers for programs of a language: where it is not Python, that of
  /// `code/real` gets the language's suffix.
  ///
  /// @param word a language, or `fence` for the word behind each program's opening fence
  /// @throws UsageException if the word is unknown, or a scorer runs Python only
  public static List<String> inLanguage(List<String> names, String word) {
    LanguageRule rule =
        LanguageRule.named(word)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--language %s: unknown; there are python, cpp, java and fence"
                            .formatted(word)));
    return rule.equals(new LanguageRule.Stated(Language.PYTHON))
        ? names
        : names.stream().map(name -> inLanguage(name, rule, word)).distinct().toList();
  }

  private static String inLanguage(String name, LanguageRule rule, String word) {
    if (!CODE.contains(name) || name.startsWith(CodeScorer.REAL + rule.suffix())) {
      return name;
    }
    if (name.equals(CodeScorer.REAL)) {
      return name + rule.suffix();
    }
    if (name.equals(CodeScorer.REAL + CodeScorer.WHOLE)) {
      return CodeScorer.REAL + rule.suffix() + CodeScorer.WHOLE;
    }
    throw new UsageException(
        "--language %s: %s is not for it; use --scorer %s".formatted(word, name, CodeScorer.REAL));
  }

  /// Returns the names of all scorers.
  public static List<String> names() {
    List<String> names = new ArrayList<>(Scorers.names());
    names.addAll(CODE);
    return List.copyOf(names);
  }

  /// Returns the scorers, the first one deciding.
  public List<Scorer> scorers() {
    return scorers;
  }

  /// Returns who judges completions: one for each place in the sandbox where a scorer runs
  /// programs, else one for each processor.
  public Judges judges() {
    return judges;
  }

  /// Returns one line on the sandbox, or why there is none; empty where no scorer needs it.
  public Optional<String> sandbox() {
    return sandbox.map(
        selection ->
            selection.description()
                + calibration.map(speed -> "; " + speed.description()).orElse(""));
  }

  @Override
  public void close() {
    sandbox.ifPresent(selection -> selection.sandbox().close());
  }
}
