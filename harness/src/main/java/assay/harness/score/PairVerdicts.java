package assay.harness.score;

import assay.harness.run.Judged;
import assay.reports.run.Verdict;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One verdict a pair, made of those by each of its references: right by any of them is right, and
/// what could not be measured by one may be right; of answers that are right in part the one that
/// is most so counts. Not thread-safe.
public final class PairVerdicts {
  private final BiConsumer<String, Score> consumer;
  private String id = "";
  private Optional<Score> best = Optional.empty();

  /// Creates the verdicts.
  ///
  /// @param consumer is handed id and verdict of each pair
  public PairVerdicts(BiConsumer<String, Score> consumer) {
    this.consumer = consumer;
  }

  /// Takes the verdict by one reference, in the order of [Pairs].
  public void add(Judged judged) {
    SampleRecord record = judged.record();
    if (record.attempt() == 0) {
      finish();
      id = record.sample().id();
    }
    Score score = record.primaryScore();
    best = best.filter(other -> rank(other) >= rank(score)).or(() -> Optional.of(score));
  }

  private static double rank(Score score) {
    if (score.correct()) {
      return 2;
    }
    return score.measured() ? Verdict.of(score).credit() : 1;
  }

  /// Hands on the last pair.
  public void finish() {
    best.ifPresent(score -> consumer.accept(id, score));
    best = Optional.empty();
  }
}
