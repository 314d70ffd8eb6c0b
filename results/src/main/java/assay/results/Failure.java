package assay.results;

import java.util.Objects;

/// No completion: the call failed, so nothing was measured.
///
/// @param cause the kind of failure
/// @param detail what happened, in a sentence that helps when it is pasted alone
public record Failure(Cause cause, String detail) implements Outcome {
  public Failure {
    Objects.requireNonNull(cause);
    Require.text(detail, "failure detail");
  }
}
