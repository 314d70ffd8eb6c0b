package assay.results;

import assay.results.published.PublishedScore;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// What a protocol is in the words of published scores, and how its figure is made: what a reader
/// of a run needs to hold it against other figures, without knowing the protocol.
///
/// @param shots worked examples in a prompt; empty where it is not known
/// @param prompt kind of the prompt, as the registry of published scores calls it
/// @param convention how verdicts become the headline figure
/// @param comparability what a published figure needs to be comparable; empty where nobody says so
public record ProtocolFacts(
    OptionalInt shots,
    String prompt,
    Convention convention,
    Optional<Comparability> comparability) {
  public ProtocolFacts {
    Objects.requireNonNull(shots);
    Require.text(prompt, "kind of prompt");
    Objects.requireNonNull(convention);
    Objects.requireNonNull(comparability);
  }

  /// Returns the facts of a protocol that is held against no published figure.
  public ProtocolFacts(OptionalInt shots, String prompt, Convention convention) {
    this(shots, prompt, convention, Optional.empty());
  }

  /// Returns the facts of a protocol of which only the name is known.
  public static ProtocolFacts unknown(String protocol) {
    return new ProtocolFacts(OptionalInt.empty(), protocol, Convention.STRICT);
  }

  /// Returns the protocol with the worked examples that a run of it had.
  public ProtocolFacts withShots(OptionalInt known) {
    return new ProtocolFacts(known, prompt, convention, comparability);
  }

  /// Returns the protocol with what a published figure needs to be comparable.
  public ProtocolFacts comparable(Optional<Comparability> known) {
    return new ProtocolFacts(shots, prompt, convention, known);
  }

  /// Returns whether a published figure is comparable; empty where nobody says so.
  public Optional<Boolean> admits(PublishedScore figure) {
    return comparability.map(known -> known.admits(figure, shots));
  }
}
