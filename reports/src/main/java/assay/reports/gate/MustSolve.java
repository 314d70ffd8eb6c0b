package assay.reports.gate;

import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Samples that a candidate had to solve and did not, in order of their ids.
///
/// @param lost that the baseline solved
/// @param never that the baseline did not solve either, or does not have
/// @param unmeasured of which the candidate has no measured attempt, so that nothing is known
public record MustSolve(List<String> lost, List<String> never, List<String> unmeasured) {
  public MustSolve {
    lost = List.copyOf(lost);
    never = List.copyOf(never);
    unmeasured = List.copyOf(unmeasured);
  }

  /// Returns those of these ids.
  public static MustSolve of(RunOutcomes baseline, RunOutcomes candidate, Set<String> ids) {
    Map<String, SampleOutcome> before = byId(baseline);
    Map<String, SampleOutcome> after = byId(candidate);
    List<String> lost = new ArrayList<>();
    List<String> never = new ArrayList<>();
    List<String> unmeasured = new ArrayList<>();
    for (String id : new TreeSet<>(ids)) {
      SampleOutcome outcome = after.get(id);
      if (outcome == null || outcome.measured().isEmpty()) {
        unmeasured.add(id);
      } else if (!outcome.solved()) {
        (before.containsKey(id) && before.get(id).solved() ? lost : never).add(id);
      }
    }
    return new MustSolve(lost, never, unmeasured);
  }

  private static Map<String, SampleOutcome> byId(RunOutcomes run) {
    Map<String, SampleOutcome> samples = new HashMap<>();
    run.samples().forEach(sample -> samples.put(sample.id(), sample));
    return samples;
  }

  /// Returns all ids that are not known to be solved, in order.
  public List<String> all() {
    Set<String> all = new TreeSet<>(lost);
    all.addAll(never);
    all.addAll(unmeasured);
    return List.copyOf(all);
  }

  /// Returns them in words, by what is known of them; empty text where there are none.
  public String words() {
    List<String> parts = new ArrayList<>();
    add(parts, "no longer solved", lost);
    add(parts, "not solved, nor by the baseline", never);
    add(parts, "not measured", unmeasured);
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String words, List<String> ids) {
    if (!ids.isEmpty()) {
      parts.add(words + ": " + String.join(", ", ids));
    }
  }
}
