package assay.harness.run;

import assay.scorers.Scorer;
import assay.scorers.catalog.Scorers;
import assay.scorers.code.CodeExtractor;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.sandbox.Calibration;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxAvailable;
import assay.scorers.code.sandbox.SandboxChoice;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.SandboxSelection;
import assay.scorers.code.sandbox.SandboxSelector;
import assay.scorers.code.sandbox.SandboxUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The scorers of one command, with the sandbox that the code scorer needs.
///
/// The sandbox is looked for only where a scorer runs programs. Where none works, those samples are
/// not measured, and [#sandbox()] says why.
public final class ScorerSet implements AutoCloseable {
  private static final List<String> CODE =
      List.of(
          CodeScorer.OFFICIAL,
          CodeScorer.REAL,
          CodeScorer.OFFICIAL + CodeScorer.WHOLE,
          CodeScorer.REAL + CodeScorer.WHOLE,
          CodeScorer.CHECKS);
  private static final ExecutionLimits LIMITS = ExecutionLimits.liveCodeBench();

  private final List<Scorer> scorers;
  private final Optional<SandboxSelection> sandbox;
  private final Optional<Calibration> calibration;

  private ScorerSet(
      List<Scorer> scorers, Optional<SandboxSelection> sandbox, Optional<Calibration> calibration) {
    this.scorers = List.copyOf(scorers);
    this.sandbox = sandbox;
    this.calibration = calibration;
  }

  /// Opens the named scorers with the benchmark's own time limits.
  ///
  /// @param choice where programs run
  /// @param bareCode whether completions are programs already cut out of what a model wrote
  /// @throws UsageException if a name is unknown
  public static ScorerSet open(List<String> names, SandboxChoice choice, boolean bareCode) {
    return open(names, choice, false, bareCode);
  }

  /// Opens the named scorers.
  ///
  /// @param choice where programs run
  /// @param calibrate whether time limits are scaled to the machine's speed
  /// @param bareCode whether completions are programs already cut out of what a model wrote
  /// @throws UsageException if a name is unknown
  public static ScorerSet open(
      List<String> names, SandboxChoice choice, boolean calibrate, boolean bareCode) {
    Set<String> distinct = new LinkedHashSet<>(names);
    distinct.stream()
        .filter(name -> !names().contains(name))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new UsageException(
                  "--scorer %s: unknown; there are %s"
                      .formatted(unknown, String.join(", ", names())));
            });
    Optional<SandboxSelection> sandbox =
        distinct.stream().anyMatch(CODE::contains)
            ? Optional.of(new SandboxSelector(SandboxOptions.forLimits(LIMITS)).select(choice))
            : Optional.empty();
    Optional<Calibration> calibration =
        sandbox.filter(_ -> calibrate).flatMap(ScorerSet::calibration);
    ExecutionLimits limits = LIMITS.scaled(calibration.map(Calibration::factor).orElse(1.0));
    List<Scorer> scorers =
        distinct.stream()
            .map(
                name ->
                    Scorers.named(name)
                        .orElseGet(
                            () -> code(name, bareCode, sandbox.orElseThrow().sandbox(), limits)))
            .toList();
    return new ScorerSet(scorers, sandbox, calibration);
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

  private static Scorer code(
      String name, boolean bareCode, Sandbox sandbox, ExecutionLimits limits) {
    if (name.equals(CodeScorer.CHECKS)) {
      return CodeScorer.checks(sandbox, limits);
    }
    CodeExtractor extractor =
        bareCode || name.endsWith(CodeScorer.WHOLE)
            ? CodeExtractor.WHOLE_COMPLETION
            : CodeExtractor.LAST_FENCES;
    return name.startsWith(CodeScorer.OFFICIAL)
        ? CodeScorer.official(sandbox, limits, extractor)
        : CodeScorer.real(sandbox, limits, extractor);
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
