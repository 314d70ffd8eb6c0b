package assay.harness.endpoint;

import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Counts the tries of one call and the time they take, and says when they are enough. Not
/// thread-safe.
final class Tries {
  private final Patience patience;
  private Optional<Long> begun = Optional.empty(); // nanoseconds
  private int count;
  private int empty;

  Tries(Patience patience) {
    this.patience = patience;
  }

  /// Returns how long the call may still take: its time begins when this is asked first. Not
  /// positive where it is over.
  Duration left() {
    long now = System.nanoTime();
    long first = begun.orElse(now);
    begun = Optional.of(first);
    return patience.total().minusNanos(now - first);
  }

  /// Returns how many there were.
  int count() {
    return count;
  }

  /// Takes a try, and returns what comes of the call; empty if there is to be another.
  Optional<Outcome> ended(Try attempt) {
    return switch (attempt) {
      case Try.Again again -> failed(again).map(failure -> failure);
      case Try.Done(Completion done) -> {
        count++;
        if (isEmpty(done) && empty < patience.emptyRetries()) {
          empty++;
          yield Optional.empty();
        }
        yield Optional.of(counted(done));
      }
      case Try.Done(Failure failure) -> Optional.of(failure);
    };
  }

  /// Takes a failed try, and returns what comes of the call; empty if there is to be another.
  Optional<Failure> failed(Try.Again again) {
    count++;
    return again.last() || count > patience.retries() + empty
        ? Optional.of(failed(again, false))
        : Optional.empty();
  }

  /// Returns what comes of the call where its time is over before another try could begin.
  Failure late(Try.Again again) {
    return failed(again, true);
  }

  private Failure failed(Try.Again again, boolean late) {
    String tries =
        "%s, after %d %s".formatted(again.problem(), count, count == 1 ? "try" : "tries");
    return new Failure(
        again.cause(),
        late
            ? "%s in the %d s that --total-timeout gives an answer"
                .formatted(tries, patience.total().toSeconds())
            : tries);
  }

  /// A completion that a limit cut before any text is no accident.
  private static boolean isEmpty(Completion done) {
    return done.text().isBlank() && !done.stopReason().truncated();
  }

  private Completion counted(Completion done) {
    return done.call().map(facts -> done.withCall(facts.after(count))).orElse(done);
  }
}
