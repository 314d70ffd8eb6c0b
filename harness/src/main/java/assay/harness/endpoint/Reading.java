package assay.harness.endpoint;

import assay.results.Cause;
import assay.results.Effort;
import assay.results.StopReason;
import assay.results.Usage;
import java.util.Optional;

/// What a well-formed reply says.
sealed interface Reading {

  /// A completion.
  ///
  /// @param text the answer
  /// @param thoughts that the server tells apart from it; empty where it does not
  /// @param stop why it ended
  /// @param usage what was counted
  /// @param source who answered
  /// @param effort where the time went, if the server tells
  record Reply(
      String text,
      String thoughts,
      StopReason stop,
      Usage usage,
      Source source,
      Optional<Effort> effort)
      implements Reading {
    /// Returns this reply with another reason to end.
    Reply ended(StopReason reason) {
      return new Reply(text, thoughts, reason, usage, source, effort);
    }
  }

  /// A completion that the provider keeps to itself.
  record Withheld(Cause cause, String words) implements Reading {}

  /// Who answered.
  ///
  /// @param model as the server calls it, or empty
  /// @param id of the reply, or empty
  /// @param finish the server's word for why it ended, or empty
  record Source(String model, String id, String finish) {}
}
