package assay.results;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/// How long a program worked on a run, over all parts of it that ended in order: a part that was
/// killed tells nothing.
///
/// @param time from the first question to the last verdict, as a clock on the wall shows it
/// @param tokens that a model generated in it, as far as it counts them; kept answers are none
public record Work(Duration time, long tokens) {
  /// Nothing was done.
  public static final Work NONE = new Work(Duration.ZERO, 0);

  public Work {
    Objects.requireNonNull(time);
    if (time.isNegative() || tokens < 0) {
      throw new IllegalArgumentException("work cannot be negative: %s, %d".formatted(time, tokens));
    }
  }

  /// Returns the work of two parts.
  public Work plus(Work other) {
    return new Work(time.plus(other.time), Math.addExact(tokens, other.tokens));
  }

  /// Returns how many tokens were generated in a second, for all that were asked at once; empty
  /// where none were counted.
  public OptionalDouble tokensPerSecond() {
    return tokens == 0 || time.isZero()
        ? OptionalDouble.empty()
        : OptionalDouble.of(tokens / (time.toNanos() / 1e9));
  }
}
