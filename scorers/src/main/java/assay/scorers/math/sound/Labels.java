package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.Quantity;
import assay.scorers.math.algebra.Expression.Ratio;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.sound.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words in answers: connectives between values, and units and other labels behind them.
final class Labels {
  private static final int MAX_WORDS = 4;

  /// Words that change what the number says, so that it must not be taken for the whole answer.
  private static final Set<String> QUALIFYING =
      Set.of(
          """
          not no more less least most than about approximately if when because is are except
          or and over under between to from million billion trillion thousand hundred dozen
          times half pi squared cubed negative minus plus odd even prime where for any all
          otherwise undefined mod modulo factorial tenth tenths hundredth hundredths
          thousandth thousandths third thirds quarter quarters fourth fourths fifth fifths
          sixth sixths eighth eighths ninth ninths score double twice\
          """
              .split("\\s+", -1));

  private static final Map<String, String> UNITS =
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
          Map.entry("litre", "l"));

  private static final Map<String, String> CURRENCIES =
      Map.of("\\$", "dollar", "€", "euro", "£", "pound", "¥", "yen");

  private static final Map<String, Long> SCALES =
      Map.of(
          "hundred",
          100L,
          "thousand",
          1000L,
          "million",
          1_000_000L,
          "billion",
          1_000_000_000L,
          "trillion",
          1_000_000_000_000L);

  private static final Map<String, String> POWERS = Map.of("square", "^2", "cubic", "^3");

  private Labels() {}

  /// Returns "and" or "or" if the token is such a word.
  static Optional<String> connective(Token token) {
    if (token.kind() != Kind.TEXT) {
      return Optional.empty();
    }
    String word = token.text().replace(",", " ").strip().toLowerCase(Locale.ROOT);
    return word.equals("and") || word.equals("or") ? Optional.of(word) : Optional.empty();
  }

  /// Returns the currency whose sign the token is.
  static Optional<String> currency(Token token) {
    return token.kind() == Token.Kind.SYMBOL
        ? Optional.ofNullable(CURRENCIES.get(token.text()))
        : Optional.empty();
  }

  /// Returns whether the text is the ending of an ordinal number, as in `12^{th}`.
  static boolean isOrdinalEnding(String text) {
    return text.equals("st") || text.equals("nd") || text.equals("rd") || text.equals("th");
  }

  /// Returns the value with its label.
  ///
  /// @throws UnreadableException if the label says more than a unit or a noun could
  static Expression attach(Expression bare, String label) throws UnreadableException {
    List<String> words = new ArrayList<>();
    Expression value = bare;
    for (String word : label.toLowerCase(Locale.ROOT).strip().split("[\\s.,()]+", -1)) {
      if (SCALES.containsKey(word)
          && words.isEmpty()
          && value instanceof Rational(Fraction number)) {
        value = new Rational(number.times(Fraction.of(SCALES.get(word))));
        continue;
      }
      if (QUALIFYING.contains(word) || word.chars().anyMatch(c -> c == '=' || c == '\\')) {
        throw new UnreadableException("more than a unit: " + label);
      }
      if (!word.isEmpty() && !isOrdinalEnding(word)) {
        words.add(word);
      }
    }
    if (words.size() > MAX_WORDS) {
      throw new UnreadableException("a sentence behind the value");
    }
    String unit = canonical(words);
    return switch (unit) {
      case "" -> value;
      case "percent", "%", "percentage", "pct", "per cent" -> new Percent(value);
      case "degree" -> new Degrees(value);
      case "am", "pm" -> new Quantity(withoutZeroMinutes(value), unit);
      default -> new Quantity(value, unit);
    };
  }

  /// Writes 2:00 as 2.
  private static Expression withoutZeroMinutes(Expression time) {
    return time instanceof Ratio(List<Expression> parts)
            && parts.size() == 2
            && parts.getLast().equals(new Rational(Fraction.ZERO))
        ? parts.getFirst()
        : time;
  }

  private static String canonical(List<String> words) {
    StringBuilder unit = new StringBuilder();
    StringBuilder power = new StringBuilder();
    for (String word : words) {
      String name = singular(word);
      if (POWERS.containsKey(name) && words.size() > 1) {
        power.append(POWERS.get(name));
      } else if (name.startsWith("^")) {
        power.append(name);
      } else {
        unit.append(unit.isEmpty() ? "" : " ").append(name);
      }
    }
    return unit.append(power).toString();
  }

  private static String singular(String word) {
    if (UNITS.containsKey(word)) {
      return UNITS.get(word);
    }
    boolean plural = word.length() > 2 && word.endsWith("s") && !word.endsWith("ss");
    String singular = plural ? word.substring(0, word.length() - 1) : word;
    return UNITS.getOrDefault(singular, singular);
  }
}
