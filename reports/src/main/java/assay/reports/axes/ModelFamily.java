package assay.reports.axes;

import assay.reports.compare.Comparison;
import assay.reports.compare.IncomparableRunsException;
import assay.reports.compare.RunOutcomes;
import assay.reports.run.Accuracy;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The variants of one model family across suites.
///
/// @param name the family
/// @param suites in the report's order
/// @param variants the general one first
/// @param scores one for each run of the family
/// @param differences of each variant from the general one, suite by suite, over the samples that
///   both measured
/// @param remarks pairs that could not be compared, and runs left out, in sentences
public record ModelFamily(
    String name,
    List<String> suites,
    List<String> variants,
    List<VariantScore> scores,
    List<Difference> differences,
    List<String> remarks) {
  public ModelFamily {
    Objects.requireNonNull(name);
    suites = List.copyOf(suites);
    variants = List.copyOf(variants);
    scores = List.copyOf(scores);
    differences = List.copyOf(differences);
    remarks = List.copyOf(remarks);
  }

  /// The score of a variant on a suite.
  public record VariantScore(String variant, String suite, String run, long n, Estimate estimate) {}

  /// A variant against the general one on a suite, variant minus general.
  public record Difference(String variant, String suite, PairedDifference difference) {}

  /// Returns the families of which the runs have at least two variants.
  static List<ModelFamily> all(List<RunReport> runs, Map<String, ModelLabel> labels) {
    Map<String, List<Member>> families = new LinkedHashMap<>();
    for (RunReport run : runs) {
      if (!run.scorers().isEmpty()) {
        Member member = new Member(run, label(run, labels));
        families.computeIfAbsent(member.label.family(), name -> new ArrayList<>()).add(member);
      }
    }
    return families.entrySet().stream()
        .filter(
            family -> family.getValue().stream().map(m -> m.label.variant()).distinct().count() > 1)
        .map(family -> new Builder(family.getKey()).build(family.getValue()))
        .toList();
  }

  private static ModelLabel label(RunReport run, Map<String, ModelLabel> labels) {
    String model = run.manifest().model().name();
    if (labels.containsKey(run.name())) {
      return labels.get(run.name());
    }
    return labels.containsKey(model) ? labels.get(model) : ModelLabel.of(model);
  }

  private record Member(RunReport run, ModelLabel label) {
    String suite() {
      return run.manifest().dataset().suite();
    }
  }

  /// Collects a family; of several runs of one variant on one suite the first counts.
  private static final class Builder {
    private final String name;
    private final Map<List<String>, Member> cells = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    Builder(String name) {
      this.name = name;
    }

    ModelFamily build(List<Member> members) {
      LinkedHashSet<String> suites = new LinkedHashSet<>();
      LinkedHashSet<ModelLabel> labels = new LinkedHashSet<>();
      for (Member member : members) {
        suites.add(member.suite());
        labels.add(member.label);
        Member first = cells.putIfAbsent(List.of(member.label.variant(), member.suite()), member);
        if (first != null) {
          remarks.add(
              "%s is left out: %s is a run of the same variant on %s."
                  .formatted(member.run.name(), first.run.name(), member.suite()));
        }
      }
      List<String> variants =
          labels.stream()
              .sorted(Comparator.comparing(label -> !label.general()))
              .map(ModelLabel::variant)
              .toList();
      List<Difference> differences = new ArrayList<>();
      for (String variant : variants.subList(1, variants.size())) {
        for (String suite : suites) {
          difference(variants.getFirst(), variant, suite).ifPresent(differences::add);
        }
      }
      return new ModelFamily(name, List.copyOf(suites), variants, scores(), differences, remarks);
    }

    private List<VariantScore> scores() {
      List<VariantScore> scores = new ArrayList<>();
      cells.forEach(
          (cell, member) -> {
            Accuracy accuracy = member.run.scorers().getFirst().accuracy();
            scores.add(
                new VariantScore(
                    cell.get(0),
                    cell.get(1),
                    member.run.name(),
                    accuracy.counts().measured(),
                    accuracy.estimate()));
          });
      return scores;
    }

    private Optional<Difference> difference(String base, String variant, String suite) {
      Member general = cells.get(List.of(base, suite));
      Member other = cells.get(List.of(variant, suite));
      if (general == null || other == null) {
        return Optional.empty();
      }
      try {
        Comparison comparison =
            Comparison.of(
                RunOutcomes.of(general.run.records(), Optional.empty()),
                RunOutcomes.of(other.run.records(), Optional.empty()));
        return Optional.of(new Difference(variant, suite, comparison.difference()));
      } catch (IncomparableRunsException e) {
        remarks.add("Not compared on " + suite + ": " + e.getMessage() + ".");
        return Optional.empty();
      }
    }
  }
}
