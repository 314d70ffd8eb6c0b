package assay.scorers.code;

import assay.results.Score;
import assay.scorers.code.sandbox.Language;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// What is known about one judged program beyond its score.
///
/// @param score the verdict
/// @param tests how many tests the problem has
/// @param failingTest number of the first test that did not pass, from 1
/// @param officialCode the code of LiveCodeBench's grader for the failure, from -2 to -5; only from
///   `code/official`
/// @param times one for each test that was run, in order
/// @param timingSuspect whether a test ran out of time on a busy machine and was run again alone
/// @param build the program's language and, where it has one, the compiler's time
/// @param asRealProgram for a failure under `code/official`, what `code/real` says about the same
///   program
public record CodeResult(
    Score score,
    int tests,
    OptionalInt failingTest,
    OptionalInt officialCode,
    List<TestTime> times,
    boolean timingSuspect,
    Build build,
    Optional<Score> asRealProgram) {

  /// From a program's text to something that runs.
  ///
  /// @param language what the program is written in, where that is known
  /// @param time how long the compiler took; empty where none was asked
  public record Build(Optional<Language> language, Optional<TestTime> time) {
    public Build {
      Objects.requireNonNull(language);
      Objects.requireNonNull(time);
    }
  }

  public CodeResult {
    Objects.requireNonNull(score);
    Objects.requireNonNull(failingTest);
    Objects.requireNonNull(officialCode);
    times = List.copyOf(times);
    Objects.requireNonNull(build);
    Objects.requireNonNull(asRealProgram);
  }

  /// Returns the result of a completion in which nothing was run.
  static CodeResult notRun(Score score) {
    return new CodeResult(
        score,
        0,
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        false,
        new Build(Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  /// Returns the verdict of the first of the tests alone, which run in order until one fails. Empty
  /// where nothing was measured: another try may come further.
  Optional<Score> byFirstTest() {
    return switch (score) {
      case Score.Wrong failed when failingTest.orElse(1) > 1 ->
          Optional.of(new Score.Correct(failed.answer(), CodeVerdict.PASSED));
      case Score.Correct _, Score.Wrong _, Score.NoAnswer _ -> Optional.of(score);
      case Score.NotMeasured _ -> Optional.empty();
    };
  }

  /// Returns whether the program fails in the official grader only.
  public boolean officialArtefact() {
    return asRealProgram.filter(Score::correct).isPresent();
  }
}
