package assay.scorers;

import assay.results.Score;
import java.util.Locale;

/// Correct where the completion, without white space at both ends, is the target's text.
///
/// @param ignoresCase whether letters of either case are the same
public record ExactMatch(boolean ignoresCase) implements PairGrader {

  @Override
  public String name() {
    return ignoresCase ? "exact-ignoring-case" : "exact";
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    String trimmed = answer.strip();
    if (trimmed.isEmpty() && !target.isBlank()) {
      return new Score.NoAnswer("the completion is blank");
    }
    return folded(trimmed).equals(folded(target.strip()))
        ? new Score.Correct(trimmed, name())
        : new Score.Wrong(trimmed, name(), "");
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return gradeAnswer(target, completion);
  }

  private String folded(String text) {
    return ignoresCase ? text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : text;
  }
}
