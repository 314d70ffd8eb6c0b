package assay.scorers.math;

import java.util.Optional;

/// Equality of the normal forms of Hendrycks' MATH grader; of the unchanged strings where the
/// original fails on one of them.
///
/// Source: hendrycks/math, `modeling/math_equivalence.py`, `is_equiv`.
public record HendrycksEquivalence() implements Equivalence {

  @Override
  public String name() {
    return "hendrycks";
  }

  @Override
  public Verdict compare(String target, String answer) {
    Optional<String> normalTarget = HendrycksNormalization.apply(target);
    Optional<String> normalAnswer = HendrycksNormalization.apply(answer);
    if (normalTarget.isPresent() && normalAnswer.isPresent()) {
      return verdict(normalTarget.equals(normalAnswer), "normal-form");
    }
    return verdict(target.equals(answer), "unchanged-text");
  }

  private static Verdict verdict(boolean equal, String stage) {
    return equal ? new Equal(stage) : new Different(stage);
  }
}
