package assay.harness.catalog;

import assay.reports.run.AnswerLikeness;
import assay.scorers.PairGrader;
import assay.scorers.catalog.Scorers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which answers are the same to the scorers of this program: those of which one is right where the
/// other is the target. To a scorer that is not known here they are what their texts are.
public final class ScorerLikeness implements AnswerLikeness {
  private final Map<String, Optional<PairGrader>> graders = new ConcurrentHashMap<>();

  /// Creates the likeness of all scorers.
  public ScorerLikeness() {}

  @Override
  public boolean same(String scorer, String one, String other) {
    return one.equals(other)
        || graders
            .computeIfAbsent(scorer, Scorers::grader)
            .map(grader -> grader.gradeAnswer(one, other).correct())
            .orElse(false);
  }
}
