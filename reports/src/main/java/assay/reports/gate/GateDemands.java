package assay.reports.gate;

import assay.reports.gate.RegressionCheck.Band;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a candidate has to hold.
///
/// @param gate the test of its score
/// @param mustSolve ids that it has to get right whatever the score
/// @param band range in which candidate over baseline length has to lie, where one is asked
/// @param seed of the order in which a sequential gate looks at the samples
public record GateDemands(
    RegressionGate gate, Set<String> mustSolve, Optional<Band> band, long seed) {
  public GateDemands {
    Objects.requireNonNull(gate);
    mustSolve = Set.copyOf(mustSolve);
    Objects.requireNonNull(band);
  }
}
