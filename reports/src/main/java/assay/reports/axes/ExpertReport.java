package assay.reports.axes;

import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.reports.statistics.Interval;
import assay.reports.statistics.RoutingTest;
import assay.results.AttemptPicks;
import assay.results.ExpertPicks;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How the tokens of one run were spread over the experts of its model.
///
/// The load counts every token of every recorded attempt, prompts too. Specialization looks at
/// generated tokens alone: prompts of a category share their worked examples, and would differ from
/// others by these whatever the model does.
///
/// @param run the run's name
/// @param attempts that have a record and counts
/// @param layers those with experts
/// @param facet by which samples are grouped; empty if they are not
/// @param categories how much each group's routing differs from that of all
public record ExpertReport(
    String run,
    long attempts,
    List<LayerLoad> layers,
    String facet,
    List<CategoryRouting> categories) {
  private static final int MOST_GROUPS = 40;

  public ExpertReport {
    Objects.requireNonNull(run);
    Objects.requireNonNull(facet);
    layers = List.copyOf(layers);
    categories = List.copyOf(categories);
  }

  /// The routing of one group of samples.
  ///
  /// @param name the group
  /// @param samples with generated tokens, as far as the test took them
  /// @param divergence from the routing of all samples, in bits: Jensen and Shannon's, a mean over
  ///   layers
  /// @param chance from where to where it would lie, with 95 %, if groups were drawn at random
  /// @param pValue that it is as large by chance, adjusted over the groups (Holm)
  public record CategoryRouting(
      String name, int samples, double divergence, Interval chance, double pValue) {}

  /// Returns the report of a run; empty if no counts are known.
  static Optional<ExpertReport> of(RunReport run) {
    Map<AttemptKey, Map<String, String>> facets = new HashMap<>();
    Counting counting = new Counting();
    try (Stream<AttemptPicks> experts = run.records().experts().open()) {
      Iterator<AttemptPicks> each = experts.iterator();
      while (each.hasNext()) {
        AttemptPicks picks = each.next();
        if (facets.isEmpty()) {
          facets.putAll(facets(run.records()));
        }
        Map<String, String> known = facets.get(picks.key());
        if (known != null) {
          counting.add(picks, known);
        }
      }
    }
    return counting.attempts == 0 ? Optional.empty() : Optional.of(counting.report(run.name()));
  }

  private static Map<AttemptKey, Map<String, String>> facets(RunRecords run) {
    Map<AttemptKey, Map<String, String>> facets = new HashMap<>();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records.forEach(record -> facets.put(record.key(), record.sample().facets()));
    }
    return facets;
  }

  /// Sums the counts of a run.
  private static final class Counting {
    private long attempts;
    private long[][] load = {};
    // Generated tokens by sample, of whichever attempts: a sample is one piece of evidence.
    private final Map<String, int[]> generated = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> facets = new HashMap<>();
    private int[] widths = {};

    void add(AttemptPicks attempt, Map<String, String> known) {
      ExpertPicks picks = attempt.picks();
      if (attempts == 0) {
        load = new long[picks.layerCount()][];
        widths = new int[picks.layerCount()];
        for (int layer = 0; layer < load.length; layer++) {
          widths[layer] = picks.prompt(layer).length;
          load[layer] = new long[widths[layer]];
        }
      }
      attempts++;
      int[] sample =
          generated.computeIfAbsent(
              attempt.key().sampleId(), id -> new int[Arrays.stream(widths).sum()]);
      facets.put(attempt.key().sampleId(), known);
      int first = 0;
      for (int layer = 0; layer < load.length; layer++) {
        int[] prompt = picks.prompt(layer);
        int[] own = picks.generated(layer);
        for (int expert = 0; expert < widths[layer]; expert++) {
          load[layer][expert] += prompt[expert] + own[expert];
          sample[first + expert] += own[expert];
        }
        first += widths[layer];
      }
    }

    ExpertReport report(String run) {
      List<LayerLoad> layers = new ArrayList<>();
      for (int layer = 0; layer < load.length; layer++) {
        if (load[layer].length > 0) {
          layers.add(LayerLoad.of(layer, load[layer]));
        }
      }
      String facet = facet();
      return new ExpertReport(
          run, attempts, layers, facet, facet.isEmpty() ? List.of() : categories(facet));
    }

    /// Returns the first facet that groups the samples.
    private String facet() {
      Set<String> names = new LinkedHashSet<>();
      facets.values().forEach(known -> names.addAll(known.keySet()));
      for (String name : names) {
        long values =
            facets.values().stream().map(f -> f.getOrDefault(name, "")).distinct().count();
        if (values > 1 && values <= MOST_GROUPS) {
          return name;
        }
      }
      return "";
    }

    private List<CategoryRouting> categories(String facet) {
      List<String> groups = new ArrayList<>();
      List<int[]> counts = new ArrayList<>();
      generated.forEach(
          (sample, picks) -> {
            if (Arrays.stream(picks).sum() > 0) {
              groups.add(facets.get(sample).getOrDefault(facet, "–"));
              counts.add(picks);
            }
          });
      return RoutingTest.of(widths, groups, counts).stream()
          .map(
              group ->
                  new CategoryRouting(
                      group.name(),
                      group.items(),
                      group.divergence(),
                      group.chance(),
                      group.adjustedP()))
          .toList();
    }
  }
}
