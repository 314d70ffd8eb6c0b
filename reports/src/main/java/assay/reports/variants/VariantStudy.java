package assay.reports.variants;

import assay.reports.compare.Alignment;
import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.compare.SharedSamples;
import assay.reports.run.RunFacts;
import assay.reports.run.RunReport;
import assay.reports.statistics.HolmAdjustment;
import assay.reports.statistics.PairedDifference;
import assay.results.published.PublishedModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Runs of one suite that differ in what a plan varies: the model, its prompt, sampling, context.
///
/// @param suite what was asked
/// @param scorer whose verdicts these are
/// @param samples that every run measured in which anything was; differences and effects are taken
///   over them
/// @param axes what varies, at least one
/// @param variants the runs in the report's order
/// @param effects of single levels
/// @param interactions of pairs of axes
public record VariantStudy(
    String suite,
    String scorer,
    long samples,
    List<VariantAxis> axes,
    List<Variant> variants,
    List<VariantEffect> effects,
    List<VariantInteraction> interactions) {

  public VariantStudy {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(scorer);
    axes = List.copyOf(axes);
    variants = List.copyOf(variants);
    effects = List.copyOf(effects);
    interactions = List.copyOf(interactions);
  }

  /// Returns the study of runs that were judged by the same scorer; empty where they differ in
  /// nothing, or are no more than two models side by side.
  ///
  /// @param outcomes of the runs, in their order
  /// @throws IncomparableRunsException if they share no measured sample
  public static Optional<VariantStudy> of(List<RunReport> runs, List<RunOutcomes> outcomes) {
    List<VariantAxis> axes = VariantAxis.of(runs.stream().map(RunReport::manifest).toList());
    boolean pair =
        runs.size() == 2 && axes.stream().allMatch(axis -> axis.name().equals(Coordinates.MODEL));
    if (axes.isEmpty() || pair) {
      return Optional.empty();
    }
    List<Map<String, String>> levels = levels(runs, axes);
    Map<Integer, RunOutcomes> shared = shared(outcomes);
    int samples = shared.values().iterator().next().samples().size();
    List<Map<String, String>> known = shared.keySet().stream().map(levels::get).toList();
    Factorial factorial =
        new Factorial(withLevels(axes, known), known, shares(List.copyOf(shared.values())));
    boolean several = samples > 1;
    return Optional.of(
        new VariantStudy(
            outcomes.getFirst().suite(),
            outcomes.getFirst().scorer(),
            samples,
            axes,
            variants(runs, shared, levels),
            several ? factorial.effects() : List.of(),
            several ? factorial.interactions() : List.of()));
  }

  /// Returns the runs in which anything was measured, by their places, with the samples that all of
  /// these measured. One in which nothing was, such as one whose prompts were too long for the
  /// model, would leave nothing to compare the others over.
  private static Map<Integer, RunOutcomes> shared(List<RunOutcomes> outcomes) {
    List<Integer> measured =
        IntStream.range(0, outcomes.size())
            .filter(i -> outcomes.get(i).samples().stream().anyMatch(s -> !s.measured().isEmpty()))
            .boxed()
            .toList();
    List<RunOutcomes> some =
        SharedSamples.of(
            measured.isEmpty() ? outcomes : measured.stream().map(outcomes::get).toList());
    Map<Integer, RunOutcomes> shared = new LinkedHashMap<>();
    for (int i = 0; i < measured.size(); i++) {
      shared.put(measured.get(i), some.get(i));
    }
    return shared;
  }

  /// Returns the axes with the levels that the runs have, without axes that are left with one.
  private static List<VariantAxis> withLevels(
      List<VariantAxis> axes, List<Map<String, String>> runs) {
    List<VariantAxis> left = new ArrayList<>();
    for (VariantAxis axis : axes) {
      List<String> levels =
          axis.levels().stream()
              .filter(level -> runs.stream().anyMatch(run -> run.get(axis.name()).equals(level)))
              .toList();
      if (levels.size() > 1) {
        left.add(new VariantAxis(axis.name(), levels, axis.alike()));
      }
    }
    return left;
  }

  /// Returns the run that the others are compared with: the first in which anything was measured.
  public String base() {
    return variants.stream()
        .filter(variant -> variant.accuracy().counts().measured() > 0)
        .map(Variant::run)
        .findFirst()
        .orElseThrow();
  }

  /// Returns the axis of that name.
  public Optional<VariantAxis> axis(String name) {
    return axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
  }

  private static List<Map<String, String>> levels(List<RunReport> runs, List<VariantAxis> axes) {
    List<Map<String, String>> levels = new ArrayList<>();
    for (RunReport run : runs) {
      Map<String, String> all = Coordinates.of(run.manifest());
      Map<String, String> own = new LinkedHashMap<>();
      axes.forEach(axis -> own.put(axis.name(), all.getOrDefault(axis.name(), Coordinates.NONE)));
      levels.add(own);
    }
    return levels;
  }

  private static double[][] shares(List<RunOutcomes> shared) {
    return shared.stream()
        .map(run -> run.samples().stream().mapToDouble(SampleOutcome::share).toArray())
        .toArray(double[][]::new);
  }

  private static List<Variant> variants(
      List<RunReport> runs, Map<Integer, RunOutcomes> shared, List<Map<String, String>> levels) {
    RunOutcomes base = shared.values().iterator().next();
    List<PairedDifference> differences =
        shared.values().stream()
            .skip(1)
            .map(run -> Alignment.of(base.samples(), run.samples()).pairs())
            .map(Comparison::difference)
            .toList();
    List<Integer> places = List.copyOf(shared.keySet());
    double[] adjusted =
        HolmAdjustment.adjust(differences.stream().mapToDouble(PairedDifference::pValue).toArray());
    return IntStream.range(0, runs.size())
        .mapToObj(
            i -> {
              int test = places.indexOf(i) - 1;
              return variant(
                  runs.get(i),
                  levels.get(i),
                  test < 0
                      ? Optional.empty()
                      : Optional.of(new Variant.Against(differences.get(test), adjusted[test])));
            })
        .toList();
  }

  private static Variant variant(
      RunReport run, Map<String, String> levels, Optional<Variant.Against> against) {
    return new Variant(
        run.name(),
        levels,
        run.scorers().getFirst().accuracy(),
        run.tokens().meanCompletion(),
        run.times(),
        cacheBytes(run),
        against);
  }

  private static OptionalLong cacheBytes(RunReport run) {
    return run.times().promptTokens().value().stream()
        .mapToLong(Math::round)
        .boxed()
        .flatMap(
            tokens ->
                RunFacts.of(run.manifest().model(), PublishedModels.bundled()).stream()
                    .flatMap(facts -> facts.cache().stream())
                    .map(cache -> cache.bytes(tokens)))
        .mapToLong(Long::longValue)
        .findFirst();
  }
}
