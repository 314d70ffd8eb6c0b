package assay.results;

import java.time.Duration;
import java.util.Objects;

/// When the text of a streamed reply came.
///
/// @param firstToken from sending to the first text
/// @param gaps between each two events that brought text, which for most servers is a token each
public record StreamTimes(Duration firstToken, Gaps gaps) {
  public StreamTimes {
    Objects.requireNonNull(firstToken);
    Objects.requireNonNull(gaps);
  }

  /// The times between events that brought text.
  ///
  /// @param count how many there were
  /// @param total all of them together
  /// @param longest of them
  public record Gaps(int count, Duration total, Duration longest) {
    /// Of a reply whose text came at once, or where nobody measured.
    public static final Gaps NONE = new Gaps(0, Duration.ZERO, Duration.ZERO);

    public Gaps {
      Require.atLeast(0, count, "gaps");
      if (longest.isNegative() || longest.compareTo(total) > 0) {
        throw new IllegalArgumentException(
            "the longest gap must be 0 or more and a part of all: %s of %s"
                .formatted(longest, total));
      }
    }

    /// Returns these with one more.
    public Gaps and(Duration next) {
      return new Gaps(count + 1, total.plus(next), next.compareTo(longest) > 0 ? next : longest);
    }

    /// Returns the mean; zero where there is none.
    public Duration mean() {
      return count == 0 ? Duration.ZERO : total.dividedBy(count);
    }
  }
}
