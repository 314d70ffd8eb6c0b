package assay.scorers.math.sound;

import assay.scorers.math.Equivalence;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.algebra.UndecidedException;
import assay.scorers.math.sound.Families.Family;
import java.util.Optional;

/// Mathematical equality of answers.
///
/// The stages, named in the verdict: `verbatim`, the same characters; `exact`, decided by structure
/// and rational arithmetic; `identity`, decided by evaluation ([Scalars]); `text`, at least one
/// side is not mathematics and normal forms of the texts are compared; a sentence that only states
/// a value is that value beside mathematics ([Statements]). The relation is reflexive and
/// symmetric. It is undecided where values are out of reach of the arithmetic or the budget of
/// [Options] ends.
///
/// @param options how strict it is
public record SoundEquivalence(Options options) implements Equivalence {

  @Override
  public String name() {
    return "sound";
  }

  @Override
  public Verdict compare(String target, String answer) {
    String one = target.strip();
    String other = answer.strip();
    if (one.equals(other)) {
      return new Equal("verbatim");
    }
    ReadAnswer left = ReadAnswer.of(one);
    ReadAnswer right = ReadAnswer.of(other);
    if (left.isMathematics() != right.isMathematics()) {
      left = left.stated();
      right = right.stated();
    }
    Optional<Family> family = left.family().or(right::family);
    if (family.isEmpty() && (!left.isMathematics() || !right.isMathematics())) {
      String leftText = TextForm.of(left.content());
      String rightText = TextForm.of(right.content());
      boolean same =
          leftText.equals(rightText) || LeadingWord.same(left.content(), right.content());
      return verdict(same, "text");
    }
    if (!options.unreducedFractions()
        && Fractions.areReduced(left.expression()) != Fractions.areReduced(right.expression())) {
      return new Different("form");
    }
    long seed = Trees.mix(one.hashCode()) + Trees.mix(other.hashCode());
    SoundComparison comparison = new SoundComparison(options, seed);
    try {
      boolean equal = comparison.equal(left, right);
      return verdict(equal, comparison.exactOnly() ? "exact" : "identity");
    } catch (UndecidedException e) {
      return new Undecided(e.getMessage());
    }
  }

  private static Verdict verdict(boolean equal, String stage) {
    return equal ? new Equal(stage) : new Different(stage);
  }
}
