package assay.scorers.math.algebra;

import assay.scorers.math.algebra.Expression.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// The points at which two expressions are compared.
///
/// At the first two points all variables are positive, at the third all are negative. Two more for
/// each binary digit of the variables' ranks make every two variables differ in sign at some point
/// in either way, so that `\sqrt{x^2y^2}` and `xy` are told apart. Small and large magnitudes take
/// turns.
///
/// @param ranks place of each variable in the order of their names
/// @param seed decides the magnitudes
record Points(Map<String, Integer> ranks, long seed) {
  private static final int SAME_SIGN = 3;

  Points {
    ranks = Map.copyOf(ranks);
  }

  /// Returns the points for the variables of two expressions.
  static Points of(Expression left, Expression right, long seed) {
    SortedSet<String> names = new TreeSet<>();
    collect(left, names);
    collect(right, names);
    Map<String, Integer> ranks = new HashMap<>();
    names.forEach(name -> ranks.put(name, ranks.size()));
    return new Points(ranks, seed);
  }

  private static void collect(Expression expression, SortedSet<String> names) {
    if (expression instanceof Variable(String name)) {
      names.add(name);
    }
    Trees.parts(expression).forEach(part -> collect(part, names));
  }

  /// Returns how many points there are: one where there is no variable.
  int count() {
    int rankBits = ranks.isEmpty() ? 0 : 32 - Integer.numberOfLeadingZeros(ranks.size() - 1);
    return ranks.isEmpty() ? 1 : SAME_SIGN + 2 * rankBits;
  }

  /// Returns the value of each variable at one of the points.
  ToDoubleFunction<String> at(int index) {
    return name -> coordinate(name, index);
  }

  private double coordinate(String name, int index) {
    long hash = Trees.mix(seed + index);
    for (int at = 0; at < name.length(); at++) {
      hash = Trees.mix(hash ^ name.charAt(at));
    }
    double unit = (hash & 0xfffff) / (double) (1 << 20);
    double magnitude = index % 2 == 0 ? 0.125 + unit * 0.75 : 1 + unit * 3;
    return negative(ranks.getOrDefault(name, 0), index) ? -magnitude : magnitude;
  }

  private static boolean negative(int rank, int index) {
    if (index < SAME_SIGN) {
      return index == SAME_SIGN - 1;
    }
    int bit = (rank >> ((index - SAME_SIGN) / 2)) & 1;
    return bit == (index - SAME_SIGN) % 2;
  }
}
