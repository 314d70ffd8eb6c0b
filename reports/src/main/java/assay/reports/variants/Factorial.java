package assay.reports.variants;

import assay.reports.run.Estimate;
import assay.reports.statistics.HolmAdjustment;
import assay.reports.statistics.Interval;
import assay.reports.statistics.SampleContrast;
import assay.reports.statistics.SampleMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/// Effects and interactions of axes over runs of the same samples.
///
/// Each contrast is computed sample by sample, so that what is hard for every variant cancels, and
/// samples are the independent units. An average over the other axes uses only combinations that
/// every level in question was run with, so that no effect borrows from another; runs with the same
/// levels are averaged.
///
/// Source: R. A. Fisher, "The Design of Experiments" (1935), chapter 6, on factorial designs.
final class Factorial {
  private final List<VariantAxis> axes;
  private final List<Map<String, String>> runs;
  private final double[][] shares; // [runs, samples]

  /// @param runs level by axis of each run
  /// @param shares of right answers, by run and sample; at least two samples
  Factorial(List<VariantAxis> axes, List<Map<String, String>> runs, double[][] shares) {
    this.axes = axes;
    this.runs = runs;
    this.shares = shares;
  }

  /// Returns the effect of each level beyond an axis' first, where it can be separated.
  List<VariantEffect> effects() {
    List<VariantEffect> raw = new ArrayList<>();
    for (VariantAxis axis : axes) {
      for (String level : axis.levels().subList(1, axis.levels().size())) {
        effect(axis, level).ifPresent(raw::add);
      }
    }
    double[] adjusted =
        HolmAdjustment.adjust(
            raw.stream().mapToDouble(effect -> effect.difference().pValue()).toArray());
    return IntStream.range(0, raw.size())
        .mapToObj(
            i ->
                new VariantEffect(
                    raw.get(i).axis(),
                    raw.get(i).level(),
                    raw.get(i).base(),
                    raw.get(i).combinations(),
                    raw.get(i).difference(),
                    adjusted[i]))
        .toList();
  }

  private Optional<VariantEffect> effect(VariantAxis axis, String level) {
    String base = axis.levels().getFirst();
    Map<List<String>, double[]> there = means(Map.of(axis.name(), level));
    Map<List<String>, double[]> here = means(Map.of(axis.name(), base));
    Set<List<String>> common = common(List.of(there, here));
    if (common.isEmpty()) {
      return Optional.empty();
    }
    double[] difference = minus(average(there, common), average(here, common));
    return Optional.of(
        new VariantEffect(
            axis.name(), level, base, common.size(), SampleContrast.of(difference), Double.NaN));
  }

  /// Returns the interactions of each pair of axes, where they can be separated.
  List<VariantInteraction> interactions() {
    List<VariantInteraction> raw = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      for (int j = i + 1; j < axes.size(); j++) {
        boolean longer = axes.get(j).levels().size() > axes.get(i).levels().size();
        interaction(axes.get(longer ? j : i), axes.get(longer ? i : j)).ifPresent(raw::add);
      }
    }
    return adjusted(raw);
  }

  private Optional<VariantInteraction> interaction(VariantAxis first, VariantAxis second) {
    Map<List<String>, Map<List<String>, double[]>> byLevels = new LinkedHashMap<>();
    for (String line : second.levels()) {
      for (String column : first.levels()) {
        byLevels.put(
            List.of(column, line), means(Map.of(first.name(), column, second.name(), line)));
      }
    }
    Set<List<String>> common = common(List.copyOf(byLevels.values()));
    if (common.isEmpty()) {
      return Optional.empty();
    }
    Map<List<String>, double[]> cells = new LinkedHashMap<>();
    byLevels.forEach((levels, means) -> cells.put(levels, average(means, common)));
    return Optional.of(
        new VariantInteraction(
            first,
            second,
            common.size(),
            cells.entrySet().stream().map(each -> cell(each.getKey(), each.getValue())).toList(),
            contrasts(first, second, cells)));
  }

  private static VariantInteraction.LevelScore cell(List<String> levels, double[] values) {
    SampleMean mean = SampleMean.of(values);
    Optional<Interval> interval =
        mean.interval()
            .map(each -> new Interval(Math.max(0, each.low()), Math.min(1, each.high())));
    Estimate estimate =
        new Estimate(
            OptionalDouble.of(mean.value()),
            mean.standardError(),
            interval,
            new Interval(mean.value(), mean.value()));
    return new VariantInteraction.LevelScore(
        levels.getFirst(), levels.getLast(), estimate, values.length);
  }

  private static List<VariantInteraction.Contrast> contrasts(
      VariantAxis first, VariantAxis second, Map<List<String>, double[]> cells) {
    String column = first.levels().getFirst();
    String line = second.levels().getFirst();
    List<VariantInteraction.Contrast> contrasts = new ArrayList<>();
    for (String otherLine : second.levels().subList(1, second.levels().size())) {
      for (String otherColumn : first.levels().subList(1, first.levels().size())) {
        double[] there =
            minus(
                cells.get(List.of(otherColumn, otherLine)), cells.get(List.of(column, otherLine)));
        double[] here =
            minus(cells.get(List.of(otherColumn, line)), cells.get(List.of(column, line)));
        contrasts.add(
            new VariantInteraction.Contrast(
                otherColumn, otherLine, SampleContrast.of(minus(there, here)), Double.NaN));
      }
    }
    return contrasts;
  }

  private static List<VariantInteraction> adjusted(List<VariantInteraction> raw) {
    double[] adjusted =
        HolmAdjustment.adjust(
            raw.stream()
                .flatMap(each -> each.contrasts().stream())
                .mapToDouble(contrast -> contrast.difference().pValue())
                .toArray());
    List<VariantInteraction> interactions = new ArrayList<>();
    int test = 0;
    for (VariantInteraction each : raw) {
      List<VariantInteraction.Contrast> contrasts = new ArrayList<>();
      for (VariantInteraction.Contrast contrast : each.contrasts()) {
        contrasts.add(
            new VariantInteraction.Contrast(
                contrast.firstLevel(),
                contrast.secondLevel(),
                contrast.difference(),
                adjusted[test++]));
      }
      interactions.add(
          new VariantInteraction(
              each.first(), each.second(), each.combinations(), each.cells(), contrasts));
    }
    return interactions;
  }

  /// Returns the samples' means of the runs with the given levels, by the levels of the other axes.
  private Map<List<String>, double[]> means(Map<String, String> levels) {
    Map<List<String>, List<double[]>> grouped = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      Map<String, String> own = runs.get(run);
      boolean chosen =
          levels.entrySet().stream()
              .allMatch(each -> each.getValue().equals(own.get(each.getKey())));
      if (chosen) {
        List<String> rest =
            axes.stream()
                .map(VariantAxis::name)
                .filter(name -> !levels.containsKey(name))
                .map(own::get)
                .toList();
        grouped.computeIfAbsent(rest, key -> new ArrayList<>()).add(shares[run]);
      }
    }
    Map<List<String>, double[]> means = new LinkedHashMap<>();
    grouped.forEach((rest, rows) -> means.put(rest, average(rows)));
    return means;
  }

  private static Set<List<String>> common(List<Map<List<String>, double[]>> all) {
    Set<List<String>> common = new HashSet<>(all.getFirst().keySet());
    all.forEach(each -> common.retainAll(each.keySet()));
    return common;
  }

  private static double[] average(Map<List<String>, double[]> rows, Set<List<String>> chosen) {
    return average(
        rows.entrySet().stream()
            .filter(row -> chosen.contains(row.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private static double[] average(List<double[]> rows) {
    double[] sum = new double[rows.getFirst().length];
    for (double[] row : rows) {
      Arrays.setAll(sum, i -> sum[i] + row[i]);
    }
    Arrays.setAll(sum, i -> sum[i] / rows.size());
    return sum;
  }

  private static double[] minus(double[] left, double[] right) {
    double[] difference = new double[left.length];
    Arrays.setAll(difference, i -> left[i] - right[i]);
    return difference;
  }
}
