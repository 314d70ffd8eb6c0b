package assay.tasks;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ProtocolFacts;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A protocol as a benchmark lists it, before any file is read.
///
/// @param name such as `mmlu-pro/official-local`
/// @param facts what it is in the words of published scores
public record ListedProtocol(String name, ProtocolFacts facts) {
  public ListedProtocol {
    Objects.requireNonNull(name);
    Objects.requireNonNull(facts);
  }

  /// Returns a protocol whose number of worked examples is known.
  ///
  /// @param prompt kind of the prompt, as the registry of published scores calls it; the protocol's
  ///   own name where it has no word for it
  public static ListedProtocol of(String name, int shots, String prompt, Convention convention) {
    return new ListedProtocol(name, new ProtocolFacts(OptionalInt.of(shots), prompt, convention));
  }

  /// Returns a protocol without worked examples of which the registry knows no kind of prompt.
  public static ListedProtocol zeroShot(String name, Convention convention) {
    return of(name, 0, name, convention);
  }

  /// Returns the protocol with what a published figure needs to be comparable.
  public ListedProtocol comparable(Comparability known) {
    return new ListedProtocol(name, facts.comparable(Optional.of(known)));
  }
}
