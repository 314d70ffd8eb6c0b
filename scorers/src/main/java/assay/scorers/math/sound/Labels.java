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
    for (String word : words(label)) {
      if (SCALES.containsKey(word)
          && words.isEmpty()
          && value instanceof Rational(Fraction number)) {
        value = new Rational(number.times(Fraction.of(SCALES.get(word))));
        continue;
      }
      boolean raised =
          Units.isPowerBehind(word) && !words.isEmpty() && Units.isUnit(words.getLast());
      if ((QUALIFYING.contains(word) && !raised)
          || word.chars().anyMatch(c -> c == '=' || c == '\\')) {
        throw new UnreadableException("more than a unit: " + label);
      }
      if (!word.isEmpty() && !isOrdinalEnding(word)) {
        words.add(word);
      }
    }
    if (words.size() > MAX_WORDS && !words.contains("per")) {
      throw new UnreadableException("a sentence behind the value");
    }
    String unit = Units.canonical(words);
    return switch (unit) {
      case "" -> value;
      case "percent", "%", "percentage", "pct", "per cent" -> new Percent(value);
      case "degree" -> new Degrees(value);
      case "am", "pm" -> new Quantity(withoutZeroMinutes(value), unit);
      default -> new Quantity(value, unit);
    };
  }

  private static List<String> words(String label) {
    String plain = label.toLowerCase(Locale.ROOT).strip().replace("/", " per ").replace("^", " ^");
    return List.of(plain.split("[\\s.,()·*]+", -1));
  }

  /// Writes 2:00 as 2.
  private static Expression withoutZeroMinutes(Expression time) {
    return time instanceof Ratio(List<Expression> parts)
            && parts.size() == 2
            && parts.getLast().equals(new Rational(Fraction.ZERO))
        ? parts.getFirst()
        : time;
  }
}
