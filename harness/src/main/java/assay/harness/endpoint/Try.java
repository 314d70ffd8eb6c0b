package assay.harness.endpoint;

import assay.results.Cause;
import assay.results.Outcome;

/// What came of one try of a call.
sealed interface Try {

  /// A result that no further try would change.
  record Done(Outcome outcome) implements Try {}

  /// A failure that may pass.
  ///
  /// @param last whether the endpoint asks for more patience than there is
  record Again(Cause cause, String problem, boolean last) implements Try {
    Again(Cause cause, String problem) {
      this(cause, problem, false);
    }
  }
}
