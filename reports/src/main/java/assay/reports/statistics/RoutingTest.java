package assay.reports.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Whether groups of items are routed otherwise than all items together: a permutation test.
///
/// An item is what was drawn, such as a question with all tokens of its answers; each item weighs
/// alike. A group's routing is the mean of its items' shares of picks per expert, and its distance
/// from the mean of all items is Jensen and Shannon's divergence, in bits, averaged over layers. It
/// is above 0 even for a group drawn at random, so it is compared with what it becomes when the
/// items' groups are dealt out anew.
///
/// Sources: J. Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on
/// Information Theory 37 (1991), 145-151; B. Phipson and G. K. Smyth, "Permutation P-values Should
/// Never Be Zero", Statistical Applications in Genetics and Molecular Biology 9 (2010).
public final class RoutingTest {
  private static final int PERMUTATIONS = 999;
  private static final double MOST_WORK = 2e9;
  private static final int FEWEST_ITEMS = 200;
  private static final long SEED = 20_261_125;
  private static final double TAIL = 0.025;

  private final int[] widths;
  private final float[][] shares; // [items][sum of widths]
  private final int[] groups; // [items]
  private final int groupCount;
  private final double[] overall; // [sum of widths]

  private RoutingTest(int[] widths, float[][] shares, int[] groups, int groupCount) {
    this.widths = widths;
    this.shares = shares;
    this.groups = groups;
    this.groupCount = groupCount;
    overall = new double[Arrays.stream(widths).sum()];
    for (float[] item : shares) {
      for (int i = 0; i < overall.length; i++) {
        overall[i] += item[i] / (double) shares.length;
      }
    }
  }

  /// One group.
  ///
  /// @param name the group
  /// @param items in it that were taken
  /// @param divergence from all items, in bits
  /// @param chance from where to where it lies, with 95 %, if groups are dealt out anew
  /// @param adjustedP that it is as large by chance, adjusted over the groups (Holm)
  public record Group(
      String name, int items, double divergence, Interval chance, double adjustedP) {}

  /// Tests groups; of very many items with very many experts the first are taken, so that it ends
  /// within seconds.
  ///
  /// @param widths experts of each layer, 0 for one without
  /// @param names the group of each item
  /// @param counts `[sum of widths]` picks of each item, at least one
  /// @return the groups in order of their names; empty for fewer than two
  public static List<Group> of(int[] widths, List<String> names, List<int[]> counts) {
    int dims = Arrays.stream(widths).sum();
    int most = (int) Math.max(FEWEST_ITEMS, MOST_WORK / PERMUTATIONS / Math.max(1, dims));
    int items = Math.min(counts.size(), most);
    TreeMap<String, Integer> numbers = new TreeMap<>();
    names.subList(0, items).forEach(name -> numbers.putIfAbsent(name, 0));
    if (numbers.size() < 2) {
      return List.of();
    }
    int next = 0;
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      entry.setValue(next++);
    }
    float[][] shares = new float[items][];
    int[] groups = new int[items];
    for (int i = 0; i < items; i++) {
      shares[i] = shares(widths, counts.get(i));
      groups[i] = numbers.get(names.get(i));
    }
    return new RoutingTest(widths, shares, groups, numbers.size())
        .test(List.copyOf(numbers.keySet()));
  }

  private static float[] shares(int[] widths, int[] counts) {
    float[] shares = new float[counts.length];
    int first = 0;
    for (int width : widths) {
      float total = 0;
      for (int i = first; i < first + width; i++) {
        total += counts[i];
      }
      for (int i = first; i < first + width; i++) {
        shares[i] = counts[i] / total;
      }
      first += width;
    }
    return shares;
  }

  private List<Group> test(List<String> names) {
    double[] observed = divergences(groups);
    double[][] chance = new double[groupCount][PERMUTATIONS];
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    int[] dealt = groups.clone();
    for (int round = 0; round < PERMUTATIONS; round++) {
      shuffle(dealt, random);
      double[] found = divergences(dealt);
      for (int group = 0; group < groupCount; group++) {
        chance[group][round] = found[group];
      }
    }
    double[] pValues = new double[groupCount];
    for (int group = 0; group < groupCount; group++) {
      double limit = observed[group];
      long asLarge = Arrays.stream(chance[group]).filter(value -> value >= limit).count();
      pValues[group] = (asLarge + 1.0) / (PERMUTATIONS + 1.0);
      Arrays.sort(chance[group]);
    }
    double[] adjusted = HolmAdjustment.adjust(pValues);
    List<Group> result = new ArrayList<>();
    for (int group = 0; group < groupCount; group++) {
      int number = group;
      int size = (int) Arrays.stream(groups).filter(each -> each == number).count();
      Interval range =
          new Interval(quantile(chance[group], TAIL), quantile(chance[group], 1 - TAIL));
      result.add(new Group(names.get(group), size, observed[group], range, adjusted[group]));
    }
    return result;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  private double[] divergences(int[] dealt) {
    double[][] means = new double[groupCount][overall.length];
    int[] sizes = new int[groupCount];
    for (int item = 0; item < shares.length; item++) {
      double[] mean = means[dealt[item]];
      float[] own = shares[item];
      sizes[dealt[item]]++;
      for (int i = 0; i < own.length; i++) {
        mean[i] += own[i];
      }
    }
    double[] divergences = new double[groupCount];
    for (int group = 0; group < groupCount; group++) {
      divergences[group] = divergence(means[group], sizes[group]);
    }
    return divergences;
  }

  private double divergence(double[] sums, int size) {
    double sum = 0;
    int layers = 0;
    int first = 0;
    for (int width : widths) {
      for (int i = first; i < first + width; i++) {
        double p = sums[i] / size;
        double q = overall[i];
        double middle = (p + q) / 2;
        sum += p > 0 ? p * Math.log(p / middle) / 2 : 0;
        sum += q > 0 ? q * Math.log(q / middle) / 2 : 0;
      }
      layers += width > 0 ? 1 : 0;
      first += width;
    }
    return sum / Math.log(2) / layers;
  }
}
