package assay.scorers.code;

import java.time.Duration;
import java.util.Objects;

/// How long one test took.
///
/// @param wall from the program's start, or from the moment at which it got the input, to its end
/// @param cpu processor time used meanwhile
public record TestTime(Duration wall, Duration cpu) {
  /// Below this share of a time limit a program that ran into it may have been starved.
  private static final double BUSY_SHARE = 0.7;

  public TestTime {
    Objects.requireNonNull(wall);
    Objects.requireNonNull(cpu);
  }

  /// Returns whether the processor worked for the program less than 70 % of the limit that it ran
  /// into: then it slept, or the machine was busy with something else.
  boolean starved(Duration limit) {
    return cpu.toMillis() < BUSY_SHARE * limit.toMillis();
  }
}
