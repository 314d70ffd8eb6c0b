package assay.harness.run;

import assay.results.Sample;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Which samples of a dataset a run takes.
///
/// @param ids only these, in the dataset's order; empty for all
/// @param limit only the first so many of them
public record Selection(Set<String> ids, OptionalInt limit) {
  /// Every sample.
  public static final Selection ALL = new Selection(Set.of(), OptionalInt.empty());

  public Selection {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new UsageException("--limit must be at least 1, found " + limit.getAsInt());
    }
  }

  /// Returns the selected samples; closing the result closes the given stream.
  public Stream<Sample> apply(Stream<Sample> samples) {
    Stream<Sample> chosen =
        ids.isEmpty() ? samples : samples.filter(sample -> ids.contains(sample.id()));
    return limit.isPresent() ? chosen.limit(limit.getAsInt()) : chosen;
  }

  /// Returns the selection in words, for manifest and report.
  public String description() {
    String chosen = ids.isEmpty() ? "all" : ids.size() + " named";
    return limit.isPresent() ? "first " + limit.getAsInt() + " of " + chosen : chosen;
  }
}
