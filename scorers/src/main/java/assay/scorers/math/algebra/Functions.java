package assay.scorers.math.algebra;

import java.util.Map;
import java.util.Set;

/// The names that have a fixed meaning.
public final class Functions {
  public static final String ROOT = "root";
  public static final String LOG = "log";
  public static final String ABS = "abs";
  public static final String FLOOR = "floor";
  public static final String CEILING = "ceiling";
  public static final String FACTORIAL = "factorial";
  public static final String BINOMIAL = "binomial";

  private static final Set<String> TRIGONOMETRIC =
      Set.of("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh");
  private static final Map<String, String> INVERSE =
      Map.of(
          "arcsin", "arcsin", "arccos", "arccos", "arctan", "arctan", "asin", "arcsin", "acos",
          "arccos", "atan", "arctan");
  private static final Set<String> OTHERS = Set.of("ln", LOG, "lg", "exp");
  private static final Set<String> VALUED =
      Set.of(ROOT, LOG, ABS, FLOOR, CEILING, FACTORIAL, BINOMIAL, "ln", "exp");

  private Functions() {}

  /// Returns whether a LaTeX command or plain word of that name takes an argument behind it.
  public static boolean isPrefix(String name) {
    return TRIGONOMETRIC.contains(name) || INVERSE.containsKey(name) || OTHERS.contains(name);
  }

  /// Returns whether the evaluators know what the function is.
  public static boolean hasMeaning(String name) {
    return VALUED.contains(name) || TRIGONOMETRIC.contains(name) || INVERSE.containsKey(name);
  }

  /// Returns the one name of a function that has several.
  public static String canonical(String name) {
    return INVERSE.getOrDefault(name, name);
  }

  /// Returns whether `f^{-1}` means the inverse function.
  public static boolean invertible(String name) {
    return name.equals("sin") || name.equals("cos") || name.equals("tan");
  }
}
