package assay.scorers.math.algebra;

import java.math.BigInteger;
import java.util.List;

/// An answer as a tree.
public sealed interface Expression {

  /// What is no single value, or carries more than one.
  sealed interface Structure extends Expression {}

  /// A value with a mark that an answer may leave out.
  sealed interface Marked extends Expression {}

  /// An exact number.
  record Rational(Fraction value) implements Expression {}

  /// An integer in a base that the answer names, such as `4210_5`.
  ///
  /// @param digits digits and capital letters, each below the base
  /// @param base at least 2; any number, such as 60, beside digits that are all below 36
  record BaseNumber(String digits, int base) implements Marked {

    /// Returns the integer.
    public BigInteger value() {
      BigInteger scale = BigInteger.valueOf(base);
      return digits
          .chars()
          .mapToObj(digit -> BigInteger.valueOf(Character.digit(digit, Character.MAX_RADIX)))
          .reduce(BigInteger.ZERO, (value, digit) -> value.multiply(scale).add(digit));
    }
  }

  /// A named number, or infinity.
  enum Constant implements Expression {
    PI,
    E,
    IMAGINARY_UNIT,
    INFINITY
  }

  /// A variable, named set, point or any other name, with its subscript and primes.
  record Variable(String name) implements Expression {}

  /// The sum of at least two terms.
  record Sum(List<Expression> terms) implements Expression {
    public Sum {
      terms = List.copyOf(terms);
    }
  }

  /// The product of at least two factors.
  record Product(List<Expression> factors) implements Expression {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  record Quotient(Expression numerator, Expression denominator) implements Expression {}

  record Negation(Expression operand) implements Expression {}

  /// Both signs at once: `\pm`, or `\mp` where the minus comes first.
  record PlusMinus(Expression operand, boolean minusFirst) implements Expression {}

  record Power(Expression base, Expression exponent) implements Expression {}

  /// A function of its arguments. [Functions] says which names have a meaning; any other stands for
  /// some unknown function.
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// A number of hundredths.
  record Percent(Expression operand) implements Marked {}

  /// An angle in degrees.
  record Degrees(Expression operand) implements Marked {}

  /// A value with a unit or another label behind it.
  record Quantity(Expression amount, String unit) implements Structure, Marked {}

  /// An ordered group in parentheses or brackets; a pair in parentheses may also be an open
  /// interval.
  record Tuple(List<Expression> elements) implements Structure {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  record Interval(Expression low, Expression high, boolean lowClosed, boolean highClosed)
      implements Structure {}

  /// A set written out in braces.
  record SetOf(List<Expression> elements) implements Structure {
    public SetOf {
      elements = List.copyOf(elements);
    }
  }

  /// The set of all elements for which a condition holds.
  record SetBuilder(Expression element, Expression condition) implements Structure {}

  record Union(List<Expression> parts) implements Structure {
    public Union {
      parts = List.copyOf(parts);
    }
  }

  /// An intersection (`\cap`) or difference (`\setminus`) of sets.
  record SetOperation(String operator, Expression first, Expression second) implements Structure {}

  record Matrix(List<List<Expression>> rows) implements Structure {
    public Matrix {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// A proportion such as `7:32`.
  record Ratio(List<Expression> parts) implements Structure {
    public Ratio {
      parts = List.copyOf(parts);
    }
  }

  /// A chain such as `1 < x \le 2`: one more operand than signs.
  record Relation(List<Expression> operands, List<Sign> signs) implements Structure {
    public Relation {
      operands = List.copyOf(operands);
      signs = List.copyOf(signs);
    }
  }

  /// What stands between the operands of a [Relation].
  enum Sign {
    EQUAL,
    APPROXIMATE,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN
  }

  /// Several answers side by side, in no particular order.
  ///
  /// @param alternatives whether "or" joins them
  record Listing(List<Expression> elements, boolean alternatives) implements Structure {
    public Listing {
      elements = List.copyOf(elements);
    }
  }

  /// Text that is no mathematics, in normal form.
  record Words(String text) implements Structure {}
}
