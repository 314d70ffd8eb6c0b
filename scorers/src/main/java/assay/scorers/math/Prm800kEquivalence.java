package assay.scorers.math;

import assay.scorers.PythonText;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.UndecidedException;
import assay.scorers.math.sympy.PythonReader;
import assay.scorers.math.sympy.Simplification;
import java.util.List;
import java.util.Optional;

/// The grader of PRM800K ("Let's Verify Step by Step"), `grade_answer`.
///
/// Its stages: equal normal forms of Hendrycks' grader, after one enclosing `\text{}` is taken off;
/// equal normal forms of its own ([Prm800kNormalization]); else, element by element of a tuple or
/// interval whose brackets agree, two plain fractions must be identical (an unreduced one is
/// wrong), an integer matches integers only, and sympy must simplify the difference to zero. That
/// last stage is reproduced by [PythonReader] and [Simplification]; as in the original, it is not
/// tried with more than two unknown letters or with powers that could take long.
///
/// Source: openai/prm800k at 7ecc794, `prm800k/grading/grader.py`.
public record Prm800kEquivalence() implements Equivalence {
  private static final String BRACKETS = "()[]";
  private static final int MAX_LETTERS = 2;

  @Override
  public String name() {
    return "prm800k";
  }

  @Override
  public Verdict compare(String target, String answer) {
    if (hendrycks(target).equals(hendrycks(answer))) {
      return new Equal("hendrycks");
    }
    String one = Prm800kNormalization.apply(target);
    String other = Prm800kNormalization.apply(answer);
    if (one.equals(other)) {
      return new Equal("normal-form");
    }
    if (other.isEmpty()) {
      return new Different("normal-form");
    }
    try {
      return elementsEqual(one, other) ? new Equal("elements") : new Different("elements");
    } catch (UndecidedException e) {
      return new Undecided(e.getMessage());
    }
  }

  private static String hendrycks(String text) {
    String content =
        PythonText.strip(Prm800kNormalization.withoutTextGroup(PythonText.strip(text)));
    return HendrycksNormalization.apply(content).orElse(PythonText.strip(text));
  }

  private static boolean elementsEqual(String target, String answer) {
    List<String> targets = elements(target);
    List<String> answers = elements(answer);
    boolean brackets =
        targets.size() <= 1
            || (target.charAt(0) == answer.charAt(0)
                && target.charAt(target.length() - 1) == answer.charAt(answer.length() - 1));
    if (!brackets || targets.size() != answers.size() || targets.isEmpty()) {
      return false;
    }
    boolean equal = true;
    for (int index = 0; equal && index < targets.size(); index++) {
      equal = elementEqual(targets.get(index), answers.get(index));
    }
    return equal;
  }

  private static boolean elementEqual(String target, String answer) {
    if (isPlainFraction(target) && isPlainFraction(answer)) {
      return target.equals(answer);
    }
    if (Prm800kNormalization.isInteger(target) != Prm800kNormalization.isInteger(answer)) {
      return false;
    }
    return mayBeEvaluated("(" + target + ")-(" + answer + ")") && sameValue(target, answer);
  }

  private static boolean sameValue(String target, String answer) {
    Optional<Expression> one = PythonReader.read(target);
    Optional<Expression> other = PythonReader.read(answer);
    return one.isPresent()
        && other.isPresent()
        && Simplification.create().isZero(one.get(), other.get());
  }

  private static List<String> elements(String text) {
    String plain = Prm800kNormalization.withoutThousandsCommas(text);
    if (plain.isEmpty()) {
      return List.of();
    }
    boolean bracketed =
        plain.length() > 2
            && BRACKETS.indexOf(plain.charAt(0)) >= 0
            && BRACKETS.indexOf(plain.charAt(plain.length() - 1)) >= 0
            && plain
                .substring(1, plain.length() - 1)
                .chars()
                .noneMatch(character -> BRACKETS.indexOf(character) >= 0);
    return bracketed
        ? TextSteps.split(plain.substring(1, plain.length() - 1), ",").stream()
            .map(PythonText::strip)
            .toList()
        : List.of(plain);
  }

  /// Returns whether the text is digits, any character, a slash, digits that are not all zero, any
  /// character; both of the odd characters may be missing.
  private static boolean isPlainFraction(String text) {
    int slash = text.indexOf('/');
    int start = text.startsWith("-") ? 1 : 0;
    if (slash < 0 || text.indexOf('/', slash + 1) >= 0) {
      return false;
    }
    int top = digitsEnd(text, start);
    int bottom = digitsEnd(text, slash + 1);
    boolean topFits = top > start && slash - top <= 1;
    boolean zero = text.substring(slash + 1, bottom).chars().allMatch(digit -> digit == '0');
    return topFits && !zero && text.length() - bottom <= 1;
  }

  private static int digitsEnd(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean mayBeEvaluated(String difference) {
    long letters =
        difference
            .replace("sqrt", "")
            .replace("frac", "")
            .codePoints()
            .filter(Character::isLetter)
            .distinct()
            .count();
    return letters <= MAX_LETTERS && !hasLargePower(difference);
  }

  private static boolean hasLargePower(String text) {
    boolean large = text.contains("^{") || text.contains("^(");
    for (int at = text.indexOf('^'); !large && at >= 0; at = text.indexOf('^', at + 1)) {
      int end = digitsEnd(text, at + 1);
      large = end - at > 2 || (end > at + 1 && text.startsWith("^", end));
    }
    return large;
  }
}
