package assay.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which samples two runs have in common: the same id with the same content.
///
/// @param pairs measured at least once in both runs, in the first run's order
/// @param unmeasured in both runs, but in one of them never measured
/// @param onlyA ids that only the first run has
/// @param onlyB ids that only the second run has
/// @param changed ids whose content differs; never compared
public record Alignment(
    List<Pair> pairs,
    List<Pair> unmeasured,
    List<String> onlyA,
    List<String> onlyB,
    List<String> changed) {

  public Alignment {
    pairs = List.copyOf(pairs);
    unmeasured = List.copyOf(unmeasured);
    onlyA = List.copyOf(onlyA);
    onlyB = List.copyOf(onlyB);
    changed = List.copyOf(changed);
  }

  /// One sample in both runs.
  public record Pair(SampleOutcome a, SampleOutcome b) {
    /// Returns what the second run earned of the sample minus what the first did.
    public double difference() {
      return b.share() - a.share();
    }

    /// Returns the sample's id.
    public String id() {
      return a.id();
    }

    /// Returns how much the sample counts, if one of the runs was drawn.
    public double weight() {
      return a.weight() == 1 ? b.weight() : a.weight();
    }

    /// Returns the second run's share of answers that are right in full minus the first's: what a
    /// changed verdict changes.
    double rightDifference() {
      return b.rightShare() - a.rightShare();
    }

    /// Returns whether each run tried once and was right in full or not at all.
    boolean single() {
      return a.attempts().size() == 1
          && b.attempts().size() == 1
          && difference() == rightDifference();
    }
  }

  /// Aligns two runs. A digest that is cut short, as in a baseline file, is compared as far as it
  /// goes.
  public static Alignment of(List<SampleOutcome> a, List<SampleOutcome> b) {
    Map<String, SampleOutcome> others = new LinkedHashMap<>();
    b.forEach(sample -> others.put(sample.id(), sample));
    List<Pair> pairs = new ArrayList<>();
    List<Pair> unmeasured = new ArrayList<>();
    List<String> onlyA = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (SampleOutcome sample : a) {
      SampleOutcome other = others.remove(sample.id());
      if (other == null) {
        onlyA.add(sample.id());
      } else if (!sameContent(sample.digest(), other.digest())) {
        changed.add(sample.id());
      } else {
        Pair pair = new Pair(sample, other);
        boolean measured = !sample.measured().isEmpty() && !other.measured().isEmpty();
        (measured ? pairs : unmeasured).add(pair);
      }
    }
    return new Alignment(pairs, unmeasured, onlyA, List.copyOf(others.keySet()), changed);
  }

  /// Returns whether two digests are of one content, as far as both go.
  static boolean sameContent(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
