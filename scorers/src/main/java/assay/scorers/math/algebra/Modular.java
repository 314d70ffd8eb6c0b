package assay.scorers.math.algebra;

import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Values of rational functions modulo a random 50-bit prime at a random point.
///
/// Two rational functions that are the same have the same residue wherever both have one. Different
/// ones of degree d agree with probability at most d/2^49 (Schwartz and Zippel); different
/// constants of b bits with probability at most b/2^50 times a small factor. Unknown functions
/// become random functions of their arguments' residues; pi and e become further variables.
final class Modular {
  private static final int PRIME_BITS = 50;
  private static final int MAX_DEGREE_BITS = 12;
  private static final int MAX_EXPONENT_BITS = 512;
  private static final int MAX_FACTORIAL = 100_000;

  private final long prime;
  private final long seed;
  private final Exact exact;
  private final Budget budget;

  private Modular(long prime, long seed, Budget budget) {
    this.prime = prime;
    this.seed = seed;
    this.exact = new Exact(budget);
    this.budget = budget;
  }

  /// Returns the arithmetic for one draw of prime and point.
  static Modular draw(Random random, Budget budget) {
    long prime = BigInteger.probablePrime(PRIME_BITS, random).longValue();
    return new Modular(prime, random.nextLong(), budget);
  }

  /// Returns whether residues are defined for such an expression.
  static boolean covers(Expression expression, Budget budget) {
    Exact exact = new Exact(budget);
    budget.spend(1);
    return switch (expression) {
      case Rational _, BaseNumber _, Variable _ -> true;
      case Constant constant -> constant == Constant.PI || constant == Constant.E;
      case Negation(Expression operand) -> covers(operand, budget);
      case Percent(Expression operand) -> covers(operand, budget);
      case Sum(List<Expression> terms) -> coverAll(terms, budget);
      case Product(List<Expression> factors) -> coverAll(factors, budget);
      case Quotient(Expression numerator, Expression denominator) ->
          covers(numerator, budget) && covers(denominator, budget);
      case Power(Expression base, Expression exponent) ->
          covers(base, budget)
              && exact
                  .integer(exponent)
                  .filter(power -> power.bitLength() <= limit(base, budget))
                  .isPresent();
      case Call(String function, List<Expression> arguments) ->
          switch (function) {
            case Functions.FACTORIAL, Functions.BINOMIAL ->
                arguments.stream().allMatch(argument -> smallInteger(argument, exact));
            default -> !Functions.hasMeaning(function) && coverAll(arguments, budget);
          };
      case PlusMinus _, Degrees _, Structure _ -> false;
    };
  }

  private static boolean coverAll(List<Expression> parts, Budget budget) {
    return parts.stream().allMatch(part -> covers(part, budget));
  }

  private static int limit(Expression base, Budget budget) {
    return Trees.isConstant(base, budget) ? MAX_EXPONENT_BITS : MAX_DEGREE_BITS;
  }

  private static boolean smallInteger(Expression argument, Exact exact) {
    Optional<BigInteger> value = exact.integer(argument);
    return value.isPresent()
        && value.get().signum() >= 0
        && value.get().compareTo(BigInteger.valueOf(MAX_FACTORIAL)) <= 0;
  }

  /// Returns the residue of an expression that [#covers] accepts.
  ///
  /// @throws NoValueException if a denominator is zero at this point
  long value(Expression expression) throws NoValueException {
    budget.spend(1);
    return switch (expression) {
      case Rational(Fraction number) -> residue(number);
      case BaseNumber number -> residue(Fraction.of(number.value()));
      case Variable(String name) -> random("variable " + name, List.of());
      case Constant constant -> random("constant " + constant.name(), List.of());
      case Negation(Expression operand) -> Math.floorMod(-value(operand), prime);
      case Percent(Expression operand) ->
          times(value(operand), inverse(Math.floorMod(100L, prime)));
      case Sum(List<Expression> terms) -> sum(terms);
      case Product(List<Expression> factors) -> product(factors);
      case Quotient(Expression numerator, Expression denominator) ->
          times(value(numerator), inverse(value(denominator)));
      case Power(Expression base, Expression exponent) -> power(value(base), exponent);
      case Call(String function, List<Expression> arguments) -> call(function, arguments);
      case PlusMinus _, Degrees _, Structure _ -> throw NoValueException.outOfReach("the residue");
    };
  }

  private long sum(List<Expression> terms) throws NoValueException {
    long sum = 0;
    for (Expression term : terms) {
      sum = (sum + value(term)) % prime;
    }
    return sum;
  }

  private long product(List<Expression> factors) throws NoValueException {
    long product = 1;
    for (Expression factor : factors) {
      product = times(product, value(factor));
    }
    return product;
  }

  private long power(long base, Expression exponent) throws NoValueException {
    BigInteger power = exact.integer(exponent).orElse(BigInteger.ZERO);
    if (power.signum() <= 0 && base == 0) {
      throw NoValueException.undefined("a power of zero");
    }
    budget.spend(power.bitLength());
    return BigInteger.valueOf(base).modPow(power, BigInteger.valueOf(prime)).longValue();
  }

  private long call(String function, List<Expression> arguments) throws NoValueException {
    return switch (function) {
      case Functions.FACTORIAL -> factorial(integer(arguments.getFirst()));
      case Functions.BINOMIAL -> {
        int n = integer(arguments.getFirst());
        int k = integer(arguments.getLast());
        long below = k > n ? 1 : times(factorial(k), factorial(n - k));
        yield k > n ? 0 : times(factorial(n), inverse(below));
      }
      default -> random("function " + function, arguments);
    };
  }

  private int integer(Expression argument) {
    return exact.integer(argument).orElse(BigInteger.ZERO).intValue();
  }

  private long factorial(int number) {
    budget.spend(number);
    long product = 1;
    for (int factor = 2; factor <= number; factor++) {
      product = times(product, factor);
    }
    return product;
  }

  private long random(String name, List<Expression> arguments) throws NoValueException {
    long hash = seed;
    for (int index = 0; index < name.length(); index++) {
      hash = Trees.mix(hash ^ name.charAt(index));
    }
    for (Expression argument : arguments) {
      hash = Trees.mix(hash ^ value(argument));
    }
    return Math.floorMod(hash, prime);
  }

  private long residue(Fraction number) throws NoValueException {
    BigInteger modulus = BigInteger.valueOf(prime);
    long numerator = number.numerator().mod(modulus).longValue();
    return number.isInteger()
        ? numerator
        : times(numerator, inverse(number.denominator().mod(modulus).longValue()));
  }

  private long inverse(long residue) throws NoValueException {
    if (residue == 0) {
      throw NoValueException.undefined("division by zero");
    }
    return BigInteger.valueOf(residue).modInverse(BigInteger.valueOf(prime)).longValue();
  }

  /// Multiplies residues below 2^50: the quotient is estimated in double precision, which is off by
  /// at most one, and the wrapped difference corrected.
  private long times(long left, long right) {
    long quotient = (long) ((double) left * right / prime);
    long remainder = left * right - quotient * prime;
    return Math.floorMod(remainder, prime);
  }
}
