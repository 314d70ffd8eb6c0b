package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Quantity;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Fraction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One quantity that is said in several units, from the largest to the smallest, as "3 hours and 20
/// minutes": 200 minutes, and no list of 3 and 20.
final class Compounds {
  /// Units of one kind by their size in the smallest one.
  private static final List<Map<String, Long>> KINDS =
      List.of(
          Map.of("week", 604_800L, "day", 86_400L, "h", 3_600L, "min", 60L, "s", 1L),
          Map.of("mi", 63_360L, "yd", 36L, "ft", 12L, "in", 1L),
          Map.of("km", 1_000_000L, "m", 1_000L, "cm", 10L, "mm", 1L),
          Map.of("pound", 16L, "lb", 16L, "ounce", 1L, "oz", 1L),
          Map.of("kg", 1_000L, "g", 1L),
          Map.of("dollar", 100L, "cent", 1L));

  private Compounds() {}

  /// Returns the quantity that the elements of an answer are together, in the unit of the last; or
  /// nothing if they are several answers.
  static Optional<Expression> join(List<Expression> elements) {
    return elements.size() < 2
        ? Optional.empty()
        : KINDS.stream().flatMap(sizes -> join(elements, sizes).stream()).findFirst();
  }

  private static Optional<Expression> join(List<Expression> elements, Map<String, Long> sizes) {
    Fraction sum = Fraction.ZERO;
    long before = Long.MAX_VALUE;
    String unit = "";
    for (Expression element : elements) {
      if (!(element instanceof Quantity(Rational(Fraction amount), String name))
          || sizes.getOrDefault(name, before) >= before) {
        return Optional.empty();
      }
      unit = name;
      before = sizes.get(name);
      sum = sum.plus(amount.times(Fraction.of(before)));
    }
    Fraction amount = sum.times(Fraction.of(before).inverse());
    return Optional.of(new Quantity(new Rational(amount), unit));
  }
}
