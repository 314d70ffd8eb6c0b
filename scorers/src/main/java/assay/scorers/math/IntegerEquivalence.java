package assay.scorers.math;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Integers by value, for contests whose answers are integers: `016` is 16, and `711` is not 11.
///
/// LaTeX around the digits is taken off (`$`, spacing, `\text{...}`, commas between digits,
/// degrees), and of a chain of equations the last side counts. What is then no integer, such as
/// `\frac{32}{2}`, equals only itself.
public record IntegerEquivalence() implements Equivalence {
  private static final Pattern DECORATION =
      Pattern.compile(
          "\\$|\\\\[()\\[\\],;:!"
              + " ]|\\{,\\}|\\\\(?:text|mathrm|mathbf)\\b|\\^\\{?\\\\circ\\}?|[°{}\\s]|\\\\$");
  private static final Pattern COMMA = Pattern.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,1000}");

  @Override
  public String name() {
    return "integer";
  }

  @Override
  public Verdict compare(String target, String answer) {
    Optional<BigInteger> wanted = integer(target);
    Optional<BigInteger> given = integer(answer);
    if (wanted.isPresent() && given.isPresent()) {
      return wanted.equals(given) ? new Equal("integer") : new Different("integer");
    }
    return target.strip().equals(answer.strip())
        ? new Equal("same-text")
        : new Different("no-integer");
  }

  private static Optional<BigInteger> integer(String text) {
    String side = text.substring(text.lastIndexOf('=') + 1);
    String bare = COMMA.matcher(DECORATION.matcher(side).replaceAll("")).replaceAll("");
    String number = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    Matcher matcher = INTEGER.matcher(number);
    return matcher.matches() ? Optional.of(new BigInteger(number)) : Optional.empty();
  }
}
