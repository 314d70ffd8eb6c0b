package assay.harness.run;

import assay.results.RunManifest.DatasetIdentity;
import assay.results.Sample;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which samples of a dataset a run takes.
///
/// @param ids only these, in the dataset's order; empty for all
/// @param part how many of them
public record Selection(Set<String> ids, Part part) {
  /// Every sample.
  public static final Selection ALL = of(Set.of());

  public Selection {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    Objects.requireNonNull(part);
  }

  /// A part of some samples.
  public sealed interface Part {}

  /// All of them.
  public record Whole() implements Part {}

  /// The first so many.
  public record First(int samples) implements Part {
    public First {
      requireSome("--first", samples);
    }
  }

  /// So many, drawn in proportion from groups of like ones; see [StratifiedDraw].
  ///
  /// @param facet by which they are grouped; empty for the first by which they differ
  public record Drawn(int samples, long seed, Optional<String> facet) implements Part {
    public Drawn {
      requireSome("--limit", samples);
      Objects.requireNonNull(facet);
    }
  }

  private static void requireSome(String option, int samples) {
    if (samples < 1) {
      throw new UsageException("%s must be at least 1, found %d".formatted(option, samples));
    }
  }

  /// Returns the samples with these ids, or all where there are none.
  public static Selection of(Set<String> ids) {
    return new Selection(ids, new Whole());
  }

  /// Returns the first so many of these samples.
  ///
  /// @throws UsageException if there are less than one
  public Selection first(int samples) {
    return new Selection(ids, new First(samples));
  }

  /// Returns so many of these samples, drawn at random.
  ///
  /// @throws UsageException if there are less than one, or they are a part already
  public Selection drawn(int samples, long seed, Optional<String> facet) {
    if (!(part instanceof Whole)) {
      throw new UsageException("--first and --limit exclude each other: the first N, or a draw");
    }
    return new Selection(ids, new Drawn(samples, seed, facet));
  }

  /// Returns how many of the samples at the front there are at most.
  public int first() {
    return part instanceof First front ? front.samples() : Integer.MAX_VALUE;
  }

  /// Returns the samples from which is drawn, or which are all; closing the result closes the given
  /// stream.
  public Stream<Sample> apply(Stream<Sample> samples) {
    Stream<Sample> chosen =
        ids.isEmpty() ? samples : samples.filter(sample -> ids.contains(sample.id()));
    return part instanceof First front ? chosen.limit(front.samples()) : chosen;
  }

  /// Returns the selection in words, for manifest and report; what was drawn has words of its own.
  public String description() {
    String chosen = ids.isEmpty() ? DatasetIdentity.ALL : ids.size() + " named";
    return part instanceof First front
        ? "first %d of %s".formatted(front.samples(), chosen)
        : chosen;
  }
}
