package assay.results;

import java.util.Objects;
import java.util.OptionalInt;

/// What a protocol is in the words of published scores, and how its figure is made: what a reader
/// of a run needs to hold it against other figures, without knowing the protocol.
///
/// @param shots worked examples in a prompt; empty where it is not known
/// @param prompt kind of the prompt, as the registry of published scores calls it
/// @param convention how verdicts become the headline figure
public record ProtocolFacts(OptionalInt shots, String prompt, Convention convention) {
  public ProtocolFacts {
    Objects.requireNonNull(shots);
    Require.text(prompt, "kind of prompt");
    Objects.requireNonNull(convention);
  }

  /// Returns the facts of a protocol of which only the name is known.
  public static ProtocolFacts unknown(String protocol) {
    return new ProtocolFacts(OptionalInt.empty(), protocol, Convention.STRICT);
  }
}
