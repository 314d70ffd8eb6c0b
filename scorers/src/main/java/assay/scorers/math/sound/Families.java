package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.algebra.UndecidedException;
import assay.scorers.math.sound.Progressions.Progression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Equality of answers with a parameter that stands for many numbers: `k\pi`, "cx for any constant
/// c". The parameter's name is free; what both say about it has to agree.
///
/// Families over all integers are compared as sets. A letter that nothing is said about is such a
/// parameter beside a period of pi or degrees: always k, another letter only where the other answer
/// names its own parameter otherwise, or says that it is an integer. For `n\pi` may also be a value
/// for a given n.
final class Families {
  private static final Set<String> INTEGER_LETTERS = Set.of("k", "n", "m", "l", "j", "K", "N");

  private final SoundComparison comparison;
  private final Progressions progressions;
  private final Budget budget;

  Families(SoundComparison comparison, Progressions progressions, Budget budget) {
    this.comparison = comparison;
    this.progressions = progressions;
    this.budget = budget;
  }

  /// An answer with its parameter.
  ///
  /// @param domain what is said about the parameter; empty if nothing
  record Family(Expression value, Variable name, Optional<Domain> domain) {}

  /// Returns the answer as a family, if it says that it is one.
  static Optional<Family> stated(String content) {
    return Qualifier.of(content)
        .flatMap(
            said -> {
              ReadAnswer value = ReadAnswer.of(said.value());
              Variable name = new Variable(said.name().replace("{", "").replace("}", ""));
              return value.isMathematics() && names(value.expression()).contains(name)
                  ? Optional.of(new Family(value.expression(), name, Optional.of(said.domain())))
                  : Optional.empty();
            });
  }

  /// Returns whether two answers, each perhaps a family, are the same, or empty where families have
  /// nothing to do with it.
  Optional<Boolean> equal(
      Optional<Family> left, Expression leftValue, Optional<Family> right, Expression rightValue) {
    if (left.isPresent() && right.isPresent()) {
      return Optional.of(same(left.get(), right.get()));
    }
    if (left.isPresent() || right.isPresent()) {
      Family said = left.or(() -> right).orElseThrow();
      Expression other = left.isPresent() ? rightValue : leftValue;
      return Optional.of(unsaid(said, other).map(family -> same(said, family)).orElse(false));
    }
    return candidate(leftValue)
        .flatMap(one -> candidate(rightValue).map(other -> List.of(one, other)))
        .filter(
            both ->
                both.getFirst().name().name().equals("k")
                    || !both.getFirst().name().equals(both.getLast().name()))
        .filter(this::allOfPi)
        .map(both -> same(both.getFirst(), both.getLast()));
  }

  /// Returns the other answer as a family of the same kind about which nothing is said: with the
  /// same name, or with the only name that is not in the first.
  private static Optional<Family> unsaid(Family said, Expression other) {
    Set<Variable> names = names(other);
    if (names.contains(said.name())) {
      return Optional.of(new Family(other, said.name(), Optional.empty()));
    }
    List<Variable> own =
        names.stream().filter(name -> !names(said.value()).contains(name)).toList();
    return own.size() == 1
        ? Optional.of(new Family(other, own.getFirst(), Optional.empty()))
        : Optional.empty();
  }

  /// Returns the family that an answer may be without saying so, by its only letter.
  private static Optional<Family> candidate(Expression value) {
    List<Variable> parameters = names(withoutNames(value)).stream().toList();
    return parameters.size() == 1 && INTEGER_LETTERS.contains(parameters.getFirst().name())
        ? Optional.of(new Family(value, parameters.getFirst(), Optional.empty()))
        : Optional.empty();
  }

  /// Returns whether all of the families are multiples of pi. Each is looked at, for one that is
  /// none settles the question whichever comes first, also beside one that is out of reach.
  ///
  /// @throws UndecidedException if some are and others are out of reach
  private boolean allOfPi(List<Family> families) {
    Optional<UndecidedException> undecided = Optional.empty();
    for (Family family : families) {
      try {
        Optional<List<Progression>> all = members(family);
        if (all.isEmpty() || !all.get().stream().allMatch(Progression::ofPi)) {
          return false;
        }
      } catch (UndecidedException e) {
        undecided = Optional.of(e);
      }
    }
    if (undecided.isPresent()) {
      throw undecided.get();
    }
    return true;
  }

  private static Expression withoutNames(Expression value) {
    return value instanceof Listing(List<Expression> elements, boolean alternatives)
        ? new Listing(elements.stream().map(Families::withoutNames).toList(), alternatives)
        : Relations.withoutName(value).orElse(value);
  }

  private boolean same(Family left, Family right) {
    Domain leftDomain = left.domain().or(right::domain).orElse(Domain.INTEGERS);
    Domain rightDomain = right.domain().or(left::domain).orElse(Domain.INTEGERS);
    boolean allIntegers = leftDomain.equals(Domain.INTEGERS) && rightDomain.equals(Domain.INTEGERS);
    if (allIntegers && sameNames(left.value(), right.value())) {
      Optional<List<Progression>> one = members(left);
      Optional<List<Progression>> other = members(right);
      if (one.isPresent() && other.isPresent()) {
        return progressions.same(one.get(), other.get());
      }
    }
    if (leftDomain.from().isPresent()
        && rightDomain.from().isPresent()
        && counts(leftDomain, rightDomain)) {
      return comparison.equal(
          from(left, leftDomain, left.name()), from(right, rightDomain, left.name()));
    }
    return leftDomain.agreesWith(rightDomain)
        && !captured(left, right)
        && comparison.equal(left.value(), renamed(right, left.name()));
  }

  private static boolean counts(Domain left, Domain right) {
    return left.kind() == Domain.Kind.INTEGER && right.kind() == Domain.Kind.INTEGER;
  }

  /// Returns whether renaming the right parameter would meet the same name there.
  private static boolean captured(Family left, Family right) {
    return !left.name().equals(right.name()) && names(right.value()).contains(left.name());
  }

  private static Expression renamed(Family family, Variable name) {
    return substituted(family.value(), family.name(), name);
  }

  /// Returns the value with a parameter that begins with 0.
  private static Expression from(Family family, Domain domain, Variable name) {
    Rational least = new Rational(Fraction.of(domain.from().orElse(0)));
    return substituted(family.value(), family.name(), new Sum(List.of(name, least)));
  }

  private static Expression substituted(Expression value, Variable name, Expression by) {
    return switch (value) {
      case Expression.Relation relation ->
          new Expression.Relation(
              relation.operands().stream().map(part -> substituted(part, name, by)).toList(),
              relation.signs());
      case Listing(List<Expression> elements, boolean alternatives) ->
          new Listing(
              elements.stream().map(part -> substituted(part, name, by)).toList(), alternatives);
      case Expression.Tuple(List<Expression> elements) ->
          new Expression.Tuple(elements.stream().map(part -> substituted(part, name, by)).toList());
      case SetOf(List<Expression> elements) ->
          new SetOf(elements.stream().map(part -> substituted(part, name, by)).toList());
      case Expression other -> Trees.substitute(other, each -> each.equals(name) ? by : each);
    };
  }

  private static boolean sameNames(Expression left, Expression right) {
    Set<Expression> names = new LinkedHashSet<>(given(left));
    names.addAll(given(right));
    return names.size() <= 1;
  }

  private static Set<Expression> given(Expression value) {
    Set<Expression> names = new LinkedHashSet<>();
    List<Expression> each =
        value instanceof Listing(List<Expression> elements, boolean alternatives)
            ? elements
            : List.of(value);
    each.forEach(part -> Relations.name(part).ifPresent(names::add));
    return names;
  }

  /// Returns the progressions of a family over all integers, with every sign and alternative.
  private Optional<List<Progression>> members(Family family) {
    List<Progression> all = new ArrayList<>();
    for (Expression member : alternatives(family.value())) {
      Set<Variable> names = names(member);
      Optional<List<Progression>> found =
          member instanceof Structure || !names.equals(Set.of(family.name()))
              ? Optional.empty()
              : progressions.of(member, family.name());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(found.get());
    }
    return Optional.of(all);
  }

  private List<Expression> alternatives(Expression value) {
    Expression bare = Relations.withoutName(value).orElse(value);
    return switch (bare) {
      case Listing(List<Expression> elements, boolean alternatives) ->
          elements.stream().flatMap(part -> alternatives(part).stream()).toList();
      case SetOf(List<Expression> elements) ->
          elements.stream().flatMap(part -> alternatives(part).stream()).toList();
      case Expression single ->
          Trees.contains(single, PlusMinus.class, budget)
              ? Trees.signedApart(single).toList()
              : List.of(single);
    };
  }

  private static Set<Variable> names(Expression expression) {
    Set<Variable> names = new LinkedHashSet<>();
    collect(expression, names);
    return names;
  }

  private static void collect(Expression expression, Set<Variable> names) {
    if (expression instanceof Variable variable) {
      names.add(variable);
    }
    Trees.parts(expression).forEach(part -> collect(part, names));
  }
}
