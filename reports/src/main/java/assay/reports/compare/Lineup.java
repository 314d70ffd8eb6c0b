package assay.reports.compare;

import assay.reports.run.RunReport;
import assay.results.ModelFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Who stands in a report: one label for each model, and the number by which every picture gives it
/// the same colour and mark.
///
/// A run is called by its model. Where a model was run several times on the same suite, its runs
/// stand apart: those of a plan are called by what the plan varies, others by their own names; so
/// is a recording that does not say whose it is.
///
/// @param labels each once, in the order of the runs
/// @param numbers place in `labels` by the run's name
public record Lineup(List<String> labels, Map<String, Integer> numbers) {
  public Lineup {
    labels = List.copyOf(labels);
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /// Returns who stands in a report of these runs.
  public static Lineup of(List<RunReport> runs) {
    Set<String> repeated = new HashSet<>();
    Set<List<String>> seen = new HashSet<>();
    for (RunReport run : runs) {
      String model = model(run);
      if (!seen.add(List.of(model, suite(run), own(run)))) {
        repeated.add(model);
      }
    }
    List<RunReport> apart = runs.stream().filter(run -> repeated.contains(model(run))).toList();
    Map<String, String> variants = variants(apart);
    Set<String> labels = new LinkedHashSet<>();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (RunReport run : runs) {
      String label =
          repeated.contains(model(run))
              ? variants.getOrDefault(run.name(), run.name())
              : model(run);
      labels.add(label);
      numbers.put(run.name(), new ArrayList<>(labels).indexOf(label));
    }
    return new Lineup(List.copyOf(labels), numbers);
  }

  /// Returns what the runs of a plan vary, such as `temperature 0.7 · pad-to 4096`, by the run's
  /// name; empty where this does not tell all runs of a suite apart.
  private static Map<String, String> variants(List<RunReport> runs) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (RunReport run : runs) {
      coordinates(run)
          .forEach(
              (axis, value) ->
                  values.computeIfAbsent(axis, name -> new LinkedHashSet<>()).add(value));
    }
    Map<String, String> variants = new LinkedHashMap<>();
    Set<List<String>> places = new HashSet<>();
    for (RunReport run : runs) {
      String label =
          values.keySet().stream()
              .filter(axis -> values.get(axis).size() > 1)
              .map(axis -> axis + " " + coordinates(run).getOrDefault(axis, "–"))
              .collect(Collectors.joining(" · "));
      variants.put(run.name(), label);
      if (label.isEmpty() || !places.add(List.of(label, suite(run), own(run)))) {
        return Map.of();
      }
    }
    return variants;
  }

  private static Map<String, String> coordinates(RunReport run) {
    return run.manifest().circumstances().coordinates().labels();
  }

  private static String suite(RunReport run) {
    return run.manifest().dataset().suite();
  }

  /// Returns the number of the model that made a run, from 0.
  public int number(String run) {
    return numbers.get(run);
  }

  /// Returns what the model that made a run is called.
  public String label(String run) {
    return labels.get(number(run));
  }

  private static String own(RunReport run) {
    return run.scorers().isEmpty() ? "" : run.scorers().getFirst().scorer();
  }

  private static String model(RunReport run) {
    String name = run.manifest().model().name();
    return run.manifest().model().facts() instanceof ModelFacts.Recording recording
            && recording.file().equals(name)
        ? run.name()
        : name;
  }
}
