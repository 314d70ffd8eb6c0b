package assay.harness.endpoint;

import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import java.util.Optional;

/// Counts the tries of one call, and says when they are enough. Not thread-safe.
final class Tries {
  private final Patience patience;
  private int count;
  private int empty;

  Tries(Patience patience) {
    this.patience = patience;
  }

  /// Returns how many there were.
  int count() {
    return count;
  }

  /// Takes a try, and returns what comes of the call; empty if there is to be another.
  Optional<Outcome> ended(Try attempt) {
    count++;
    return switch (attempt) {
      case Try.Again again ->
          again.last() || count > patience.retries() + empty
              ? Optional.of(failed(again))
              : Optional.empty();
      case Try.Done(Completion done) -> {
        if (isEmpty(done) && empty < patience.emptyRetries()) {
          empty++;
          yield Optional.empty();
        }
        yield Optional.of(counted(done));
      }
      case Try.Done(Failure failure) -> Optional.of(failure);
    };
  }

  private Failure failed(Try.Again again) {
    return new Failure(
        again.cause(),
        "%s, after %d %s".formatted(again.problem(), count, count == 1 ? "try" : "tries"));
  }

  /// A completion that a limit cut before any text is no accident.
  private static boolean isEmpty(Completion done) {
    return done.text().isBlank() && !done.stopReason().truncated();
  }

  private Completion counted(Completion done) {
    return done.call().map(facts -> done.withCall(facts.after(count))).orElse(done);
  }
}
