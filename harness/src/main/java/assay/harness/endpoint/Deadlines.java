package assay.harness.endpoint;

import java.time.Duration;

/// How long one try may take.
///
/// @param whole from sending to the last byte
/// @param firstToken from sending to the first text of a streamed reply
/// @param idle between two events of a streamed reply
public record Deadlines(Duration whole, Duration firstToken, Duration idle) {
  /// Ten minutes for a reply, five for its first token, one between two.
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(1));

  public Deadlines {
    if (!whole.isPositive() || !firstToken.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("a deadline must be positive");
    }
  }

  /// Returns these deadlines for a try that may take no longer than a time.
  ///
  /// @param left positive
  Deadlines within(Duration left) {
    return left.compareTo(whole) < 0 ? new Deadlines(left, firstToken, idle) : this;
  }
}
