package assay.scorers.math;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.UndecidedException;
import assay.scorers.math.sympy.LatexReader;
import assay.scorers.math.sympy.Simplification;
import java.util.Optional;

/// Minerva's grader as lm-evaluation-harness has it: both sides in the normal form of the paper,
/// then sympy has to simplify their difference to zero. What `parse_latex` cannot read is wrong,
/// even if the two texts are the same.
///
/// The normal form is reproduced string by string ([MinervaNormalization]), the parser with its
/// quirks ([LatexReader]), the simplification by identity testing ([Simplification]).
///
/// Source: lm-evaluation-harness 4e7e0d4, `lm_eval/tasks/minerva_math/utils.py`, `is_equiv`.
public record MinervaEquivalence() implements Equivalence {

  @Override
  public String name() {
    return "minerva";
  }

  @Override
  public Verdict compare(String target, String answer) {
    Optional<Expression> one = LatexReader.read(MinervaNormalization.apply(target));
    Optional<Expression> other = LatexReader.read(MinervaNormalization.apply(answer));
    if (one.isEmpty() || other.isEmpty()) {
      return new Different("unreadable");
    }
    try {
      boolean equal = Simplification.create().isZero(one.get(), other.get());
      return equal ? new Equal("difference") : new Different("difference");
    } catch (UndecidedException e) {
      return new Undecided(e.getMessage());
    }
  }
}
