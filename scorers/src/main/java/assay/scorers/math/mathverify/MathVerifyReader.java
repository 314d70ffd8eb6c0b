package assay.scorers.math.mathverify;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quantity;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Ratio;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetBuilder;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.SetOperation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Expression.Words;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.sound.AnswerReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a formula as Math-Verify's `latex2sympy` takes it, where that differs from the answer
/// notation of `math/sound`: letters have no case; a base, a degree sign and what repeats after a
/// decimal point are ignored; `3:4` is a fraction; lists are sets; `x \in M` is an equation; words
/// are one symbol in a text group and a product of their letters outside.
final class MathVerifyReader {
  private static final int MAX_WORD = 40;
  private static final int MAX_LENGTH = 20_000;
  private static final Pattern MIXED = Pattern.compile("(-?\\d{1,9}) (\\d{1,9})/(\\d{1,9})");
  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+\\.?\\d*\\.?");
  private static final Pattern BARE_ROOT = Pattern.compile("(?<!\\\\)sqrt\\{|\\\\sqrt\\s?\\d\\d");
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");
  private static final Pattern THIN_SPACE = Pattern.compile("(?<=\\d)\\\\,(?=\\d)");
  private static final Pattern SIGNED_GROUP =
      Pattern.compile("^\\+\\s?(?:\\[|\\\\\\{|\\\\begin|\\([^)]{0,999},)");
  private static final Pattern SCALE = Pattern.compile("(?:hundred|thousand|illion)");
  private static final Pattern LONE_I = Pattern.compile("\\bi\\b");

  private MathVerifyReader() {}

  /// Returns the reading of a formula without delimiters.
  static MathVerifyReading read(String formula) {
    if (formula.length() > MAX_LENGTH) {
      return new MathVerifyReading(Optional.empty(), formula.strip(), false);
    }
    String text = MathVerifyNormalization.apply(formula);
    String readable = withoutIgnoredEnd(text);
    boolean decimal = hasDecimal(readable);
    return new MathVerifyReading(value(readable), text, decimal);
  }

  private static boolean hasDecimal(String text) {
    boolean found = false;
    for (int dot = text.indexOf('.'); !found && dot >= 0; dot = text.indexOf('.', dot + 1)) {
      found = dot + 1 < text.length() && Character.isDigit(text.charAt(dot + 1));
    }
    return found;
  }

  private static Optional<Expression> value(String text) {
    Optional<Expression> word = word(text);
    if (word.isPresent()) {
      return word;
    }
    boolean plainDot = text.endsWith(".") && !PLAIN_NUMBER.matcher(text).matches();
    boolean strange =
        plainDot
            || text.startsWith("*")
            || SCALE.matcher(text).find()
            || SIGNED_GROUP.matcher(text).find()
            || BARE_ROOT.matcher(text).find();
    UnaryOperator<Expression> unit =
        LONE_I.matcher(text).find() ? UnaryOperator.identity() : MathVerifyReader::realLetters;
    return strange
        ? Optional.empty()
        : AnswerReader.read(text).map(MathVerifyReader::adapted).map(unit);
  }

  /// Cuts what the grammar leaves over: a subscript of a number and an overlined repetition. Of `7
  /// 3/4` it makes 10/4.
  private static String withoutIgnoredEnd(String text) {
    int digits = 0;
    while (digits < text.length()
        && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
      digits++;
    }
    if (digits > 0 && text.startsWith("_", digits)) {
      return text.substring(0, digits);
    }
    int overline = text.indexOf(".\\overline");
    String head = overline > 0 ? text.substring(0, overline) : text;
    Matcher mixed = MIXED.matcher(head);
    return mixed.matches()
        ? "(" + mixed.group(1) + "+" + mixed.group(2) + ")/" + mixed.group(3)
        : THIN_SPACE.matcher(head).replaceAll(" \\\\cdot ");
  }

  /// Text groups without letters only are read like formulas; words are symbols.
  private static Optional<Expression> word(String text) {
    if (text.startsWith("(")
        && text.endsWith(")")
        && isTextGroup(text.substring(1, text.length() - 1))) {
      return word(text.substring(1, text.length() - 1));
    }
    boolean group = isTextGroup(text);
    String content = group ? text.substring("\\text{".length(), text.length() - 1).strip() : text;
    boolean bracketed = content.startsWith("(") && content.endsWith(")") && content.length() > 2;
    String bare = bracketed ? content.substring(1, content.length() - 1) : content;
    boolean letters = !bare.isEmpty() && bare.chars().allMatch(MathVerifyReader::asciiLetter);
    boolean word = letters && (group || (bare.length() > 2 && bare.length() <= MAX_WORD));
    if (word) {
      return Optional.of(new Variable(bare.toLowerCase(Locale.ROOT)));
    }
    boolean number = group && INTEGER.matcher(content).matches();
    return number ? AnswerReader.read(content) : Optional.empty();
  }

  private static boolean isTextGroup(String text) {
    return text.startsWith("\\text{") && text.indexOf('}') == text.length() - 1;
  }

  private static boolean asciiLetter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static Expression adapted(Expression expression) {
    return switch (expression) {
      case Variable(String name) -> new Variable(name.toLowerCase(Locale.ROOT));
      case BaseNumber(String digits, int base) -> new Rational(Fraction.ofDecimal(digits));
      case Degrees(Expression operand) -> adapted(operand);
      case Quantity(Expression amount, String unit) ->
          new Product(List.of(adapted(amount), new Variable("unit " + unit)));
      case Percent(Expression operand) -> new Percent(adapted(operand));
      case Ratio(List<Expression> parts) -> quotient(all(parts));
      case Listing(List<Expression> elements, boolean alternatives) -> new SetOf(all(elements));
      case SetOf(List<Expression> elements) -> new SetOf(all(elements));
      case Tuple(List<Expression> elements) -> new Tuple(all(elements));
      case Union(List<Expression> parts) -> new Union(all(parts));
      case Relation relation -> relation(relation);
      case Matrix(List<List<Expression>> rows) ->
          new Matrix(rows.stream().map(MathVerifyReader::all).toList());
      case Interval(Expression low, Expression high, boolean lowClosed, boolean highClosed) ->
          new Interval(adapted(low), adapted(high), lowClosed, highClosed);
      case Sum(List<Expression> terms) -> new Sum(all(terms));
      case Product(List<Expression> factors) -> new Product(all(factors));
      case Quotient(Expression numerator, Expression denominator) ->
          new Quotient(adapted(numerator), adapted(denominator));
      case Negation(Expression operand) -> new Negation(adapted(operand));
      case PlusMinus(Expression operand, boolean minusFirst) ->
          new PlusMinus(adapted(operand), minusFirst);
      case Power(Expression base, Expression exponent) ->
          new Power(adapted(base), adapted(exponent));
      case Call(String function, List<Expression> arguments) -> new Call(function, all(arguments));
      case Rational _, Expression.Constant _, SetBuilder _, SetOperation _, Words _ -> expression;
    };
  }

  /// Without an "i" that stands alone, every i is a letter.
  private static Expression realLetters(Expression expression) {
    return Trees.replace(
        expression, part -> part == Expression.Constant.IMAGINARY_UNIT ? new Variable("i") : part);
  }

  private static Expression relation(Relation relation) {
    if (relation.signs().equals(List.of(Sign.APPROXIMATE))
        && !(relation.operands().getFirst() instanceof Variable)) {
      return adapted(relation.operands().getFirst());
    }
    Relation exact = withoutApproximation(relation);
    List<Sign> signs =
        exact.signs().stream()
            .map(sign -> sign == Sign.APPROXIMATE || sign == Sign.IN ? Sign.EQUAL : sign)
            .toList();
    return new Relation(all(exact.operands()), signs);
  }

  /// Of `x = 1/3 \approx 0.3` the exact part.
  private static Relation withoutApproximation(Relation relation) {
    int approximation = relation.signs().indexOf(Sign.APPROXIMATE);
    return approximation <= 0
        ? relation
        : new Relation(
            relation.operands().subList(0, approximation + 1),
            relation.signs().subList(0, approximation));
  }

  private static Expression quotient(List<Expression> parts) {
    return parts.stream().reduce(Quotient::new).orElseThrow();
  }

  private static List<Expression> all(List<Expression> parts) {
    return parts.stream().map(MathVerifyReader::adapted).toList();
  }
}
