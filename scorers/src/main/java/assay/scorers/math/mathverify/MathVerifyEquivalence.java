package assay.scorers.math.mathverify;

import assay.scorers.math.Equivalence;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.UndecidedException;
import java.util.Optional;

/// The grader Math-Verify: `verify(parse(target), parse(answer))` with its defaults.
///
/// A text without math delimiters stands for a whole formula, as if dollars enclosed it, which is
/// how its users pass bare answers. What is reproduced and how: the choice of the formula in a text
/// ([MathVerifyExtractor]); the normalisation, by rules of our own for the patterns that change a
/// reading ([MathVerifyNormalization]); the LaTeX grammar, by the answer notation of `math/sound`
/// with the differences that [MathVerifyReader] lists; the comparison, rule by rule, sympy's
/// simplification by identity testing ([MathVerifyComparison]). The agreement with the original is
/// in scorers/README.md.
///
/// Source: Math-Verify 0.9.0 with latex2sympy2_extended 1.11.0 and sympy 1.14.0.
public record MathVerifyEquivalence() implements Equivalence {

  @Override
  public String name() {
    return "math-verify";
  }

  @Override
  public Verdict compare(String target, String answer) {
    Optional<MathVerifyReading> gold = reading(target);
    Optional<MathVerifyReading> pred = reading(answer);
    if (gold.isEmpty() || pred.isEmpty()) {
      return new Different("nothing-extracted");
    }
    String text = gold.get().text();
    if (!text.isEmpty() && text.equals(pred.get().text())) {
      return new Equal("text");
    }
    Optional<Expression> one = gold.get().value();
    Optional<Expression> other = pred.get().value();
    if (one.isEmpty() || other.isEmpty()) {
      return new Different("text");
    }
    boolean decimal = gold.get().decimal() || pred.get().decimal();
    try {
      boolean equal = new MathVerifyComparison(decimal).equal(one.get(), other.get());
      return equal ? new Equal("value") : new Different("value");
    } catch (UndecidedException e) {
      return new Undecided(e.getMessage());
    }
  }

  /// Reads the formula; where it cannot be read, the number that the rules for plain numbers find
  /// in the same text.
  private static Optional<MathVerifyReading> reading(String text) {
    boolean delimited = MathVerifyExtractor.hasDelimiters(text);
    Optional<MathVerifyReading> formula =
        delimited
            ? MathVerifyExtractor.find(text).map(found -> MathVerifyReader.read(found.text()))
            : Optional.of(MathVerifyReader.read(text));
    if (formula.isPresent() && formula.get().value().isPresent()) {
      return formula;
    }
    // The dollars of a bare answer stand between its beginning and a mark of bold text.
    boolean bold = !delimited && text.startsWith("*");
    Optional<Expression> number =
        MathVerifyExtractor.number(bold ? "" : text)
            .flatMap(found -> MathVerifyReader.read(found.text()).value());
    String shown = formula.map(MathVerifyReading::text).orElse("");
    boolean decimal = formula.map(MathVerifyReading::decimal).orElse(true);
    return formula.isEmpty() && number.isEmpty()
        ? Optional.empty()
        : Optional.of(new MathVerifyReading(number, shown, decimal));
  }
}
