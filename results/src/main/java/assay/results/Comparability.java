package assay.results;

import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Kind;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a published figure needs so that a protocol's own figure can be held against it, besides
/// the protocol's number of worked examples.
///
/// @param unstated kinds of models of which a source that states no number of worked examples means
///   the protocol's
/// @param prompt the kind of prompt that the source has to state; empty where any will do
public record Comparability(Set<Kind> unstated, Optional<String> prompt) {
  public Comparability {
    unstated = Set.copyOf(unstated);
    Objects.requireNonNull(prompt);
  }

  /// Returns what is comparable by the number of worked examples alone.
  ///
  /// @param unstated kinds of models for which sources leave that number out
  public static Comparability byShots(Kind... unstated) {
    return new Comparability(Set.of(unstated), Optional.empty());
  }

  /// Returns whether a figure is comparable.
  ///
  /// @param shots worked examples in the protocol's prompts
  boolean admits(PublishedScore figure, OptionalInt shots) {
    OptionalInt stated = figure.conditions().shots();
    boolean sameShots =
        stated.isPresent() ? stated.equals(shots) : unstated.contains(figure.kind());
    return sameShots && (prompt.isEmpty() || prompt.equals(figure.conditions().prompt()));
  }
}
