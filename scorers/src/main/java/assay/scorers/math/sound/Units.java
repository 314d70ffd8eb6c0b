package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quantity;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Variable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Units of measurement in words and letters, in one spelling: "square meters" and `m^2`, "meters
/// per second" and `m\cdot s^{-1}`.
final class Units {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("centimeter", "cm"),
          Map.entry("centimetre", "cm"),
          Map.entry("meter", "m"),
          Map.entry("metre", "m"),
          Map.entry("kilometer", "km"),
          Map.entry("kilometre", "km"),
          Map.entry("millimeter", "mm"),
          Map.entry("feet", "ft"),
          Map.entry("foot", "ft"),
          Map.entry("inches", "in"),
          Map.entry("inch", "in"),
          Map.entry("yard", "yd"),
          Map.entry("mile", "mi"),
          Map.entry("kilogram", "kg"),
          Map.entry("gram", "g"),
          Map.entry("second", "s"),
          Map.entry("sec", "s"),
          Map.entry("minute", "min"),
          Map.entry("hour", "h"),
          Map.entry("hr", "h"),
          Map.entry("cent", "cent"),
          Map.entry("sq", "square"),
          Map.entry("liter", "l"),
          Map.entry("litre", "l"),
          Map.entry("newton", "n"),
          Map.entry("joule", "j"),
          Map.entry("watt", "w"),
          Map.entry("volt", "v"),
          Map.entry("celsius", "c"),
          Map.entry("fahrenheit", "f"));
  private static final Set<String> SYMBOLS =
      Set.of(
          "cm", "m", "km", "mm", "ft", "in", "yd", "mi", "kg", "g", "mg", "s", "min", "h", "l",
          "ml", "n", "j", "w", "v", "day", "week", "year");
  private static final Map<String, Integer> POWERS =
      Map.of("square", 2, "cubic", 3, "squared", 2, "cubed", 3);
  private static final Set<String> LETTERS =
      Set.of("m", "s", "g", "h", "l", "L", "N", "J", "W", "V");

  private Units() {}

  /// Returns whether the word raises the unit before it.
  static boolean isPowerBehind(String word) {
    return word.equals("squared") || word.equals("cubed");
  }

  /// Returns whether the word is a unit that has a symbol.
  static boolean isUnit(String word) {
    return SYMBOLS.contains(singular(word));
  }

  /// Returns the unit that words, exponents such as `^2` and "per" say, in one spelling: units with
  /// symbols in the order of the alphabet, with their exponents; other words as they stand, with
  /// the exponent at the end.
  static String canonical(List<String> words) {
    List<String> said = words.stream().flatMap(word -> parts(word).stream()).toList();
    Map<String, Integer> exponents = new TreeMap<>();
    return collect(said, exponents) ? spelled(exponents) : asWritten(said);
  }

  private static List<String> parts(String word) {
    return switch (word) {
      case "mph" -> List.of("mi", "per", "h");
      case "kph", "kmh" -> List.of("km", "per", "h");
      default -> List.of(word);
    };
  }

  /// Adds the exponents of the units; returns false where something else is among them.
  private static boolean collect(List<String> words, Map<String, Integer> exponents) {
    int sign = 1;
    int power = 1;
    String last = "";
    for (String word : words) {
      String name = singular(word);
      if (word.equals("per") || (word.equals("a") && !last.isEmpty())) {
        sign = -1;
      } else if (isPowerBehind(word) && !last.isEmpty()) {
        exponents.merge(last, exponents.get(last), (old, once) -> old * POWERS.get(word));
      } else if (POWERS.containsKey(name)) {
        power = POWERS.get(name);
      } else if (word.matches("\\^-?\\d") && !last.isEmpty()) {
        int exponent = Integer.parseInt(word.substring(1));
        exponents.merge(last, 0, (old, none) -> old * exponent);
      } else if (SYMBOLS.contains(name)) {
        exponents.merge(name, sign * power, Integer::sum);
        last = name;
        power = 1;
      } else {
        return false;
      }
    }
    return power == 1 && !exponents.isEmpty();
  }

  private static String spelled(Map<String, Integer> exponents) {
    StringBuilder unit = new StringBuilder();
    exponents.forEach(
        (name, exponent) ->
            unit.append(unit.isEmpty() ? "" : " ")
                .append(name)
                .append(exponent == 1 ? "" : "^" + exponent));
    return unit.toString();
  }

  private static String asWritten(List<String> words) {
    StringBuilder unit = new StringBuilder();
    StringBuilder power = new StringBuilder();
    for (String word : words) {
      String name = singular(word);
      if (POWERS.containsKey(name) && words.size() > 1) {
        power.append('^').append(POWERS.get(name));
      } else if (name.startsWith("^")) {
        power.append(name);
      } else {
        unit.append(unit.isEmpty() ? "" : " ").append(name);
      }
    }
    return unit.append(power).toString();
  }

  private static String singular(String word) {
    if (NAMES.containsKey(word)) {
      return NAMES.get(word);
    }
    boolean plural = word.length() > 2 && word.endsWith("s") && !word.endsWith("ss");
    String singular = plural ? word.substring(0, word.length() - 1) : word;
    return NAMES.getOrDefault(singular, singular);
  }

  /// Returns a product of an amount and letters that name units, as `100m^2` is beside "100 square
  /// meters", as that quantity.
  static Optional<Quantity> quantity(Expression expression) {
    List<Expression> amount = new ArrayList<>();
    Map<String, Integer> exponents = new TreeMap<>();
    boolean read = split(expression, 1, amount, exponents);
    exponents.values().removeIf(exponent -> exponent == 0);
    return read && amount.size() == 1 && !exponents.isEmpty()
        ? Optional.of(new Quantity(amount.getFirst(), spelled(exponents)))
        : Optional.empty();
  }

  private static boolean split(
      Expression part, int sign, List<Expression> amount, Map<String, Integer> exponents) {
    return switch (part) {
      case Variable(String name) when LETTERS.contains(name) -> {
        exponents.merge(name.toLowerCase(Locale.ROOT), sign, Integer::sum);
        yield true;
      }
      case Power(Variable(String name), Rational(var exponent))
          when LETTERS.contains(name) && exponent.isInteger() && exponent.bits() < 8 -> {
        int times = exponent.numerator().min(BigInteger.TEN).intValue();
        exponents.merge(name.toLowerCase(Locale.ROOT), sign * times, Integer::sum);
        yield true;
      }
      case Product(List<Expression> factors) ->
          factors.stream().allMatch(factor -> split(factor, sign, amount, exponents));
      case Quotient(Expression over, Expression under) when !(under instanceof Rational) ->
          split(over, sign, amount, exponents) && split(under, -sign, amount, exponents);
      case Expression other -> sign > 0 && amount.isEmpty() && amount.add(other);
    };
  }
}
