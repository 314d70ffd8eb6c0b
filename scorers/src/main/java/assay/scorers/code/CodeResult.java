package assay.scorers.code;

import assay.results.Score;
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
/// @param asRealProgram for a failure under `code/official`, what `code/real` says about the same
///   program
public record CodeResult(
    Score score,
    int tests,
    OptionalInt failingTest,
    OptionalInt officialCode,
    List<TestTime> times,
    boolean timingSuspect,
    Optional<Score> asRealProgram) {

  public CodeResult {
    Objects.requireNonNull(score);
    Objects.requireNonNull(failingTest);
    Objects.requireNonNull(officialCode);
    times = List.copyOf(times);
    Objects.requireNonNull(asRealProgram);
  }

  /// Returns the result of a completion in which nothing was run.
  static CodeResult notRun(Score score) {
    return new CodeResult(
        score, 0, OptionalInt.empty(), OptionalInt.empty(), List.of(), false, Optional.empty());
  }

  /// Returns whether the program fails in the official grader only.
  public boolean officialArtefact() {
    return asRealProgram.filter(Score::correct).isPresent();
  }
}
