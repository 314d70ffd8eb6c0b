package assay.reports.run;

import assay.results.Draw;
import assay.results.Draw.Stratum;
import assay.results.RunManifest.DatasetIdentity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How much each sample of a run counts: the same, unless they were drawn by strata.
public final class SampleWeights {
  /// Every sample counts the same.
  public static final SampleWeights EQUAL = new SampleWeights(List.of(), Optional.empty());

  private final List<String> ids;
  private final Optional<Draw> draw;
  private final Map<String, Stratum> strata;
  private final Map<String, Double> weights;

  private SampleWeights(List<String> ids, Optional<Draw> draw) {
    this.ids = ids;
    this.draw = draw;
    this.strata = draw.map(Draw::strataById).orElse(Map.of());
    this.weights = draw.map(Draw::weights).orElse(Map.of());
  }

  /// Returns the weights that a run's samples have.
  public static SampleWeights of(DatasetIdentity data) {
    Optional<Draw> draw = data.selected().draw();
    return draw.isEmpty()
        ? EQUAL
        : new SampleWeights(data.rows().stream().map(row -> row.id()).toList(), draw);
  }

  /// Returns how the samples were drawn; empty where they were not.
  Optional<Draw> draw() {
    return draw;
  }

  /// Returns how much a sample counts, 1 in the mean.
  public double of(String id) {
    return weights.getOrDefault(id, 1.0);
  }

  /// Returns the stratum of the sample at a position in the run, which was drawn.
  Stratum stratum(int index) {
    return Objects.requireNonNull(strata.get(ids.get(index)), () -> "no stratum of row " + index);
  }

  /// Returns how much the sample at a position in the run counts.
  double of(int index) {
    return draw.isEmpty() ? 1 : of(ids.get(index));
  }
}
