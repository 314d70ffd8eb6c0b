package assay.reports.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// How fast records arrive: over the last two minutes, or since watching began. Mutable; owned by
/// the run that is followed.
final class ArrivalRate {
  private static final Duration WINDOW = Duration.ofMinutes(2);
  private static final Duration LEAST = Duration.ofSeconds(2);

  private final Deque<Mark> marks = new ArrayDeque<>();

  private record Mark(Instant time, long done) {}

  /// Notes how many attempts have a record now.
  void note(Instant now, long done) {
    if (!marks.isEmpty() && done < marks.getLast().done()) {
      marks.clear();
    }
    marks.addLast(new Mark(now, done));
    // One mark from before the window stays, so that slow runs have a rate as well.
    while (marks.size() > 2 && second().time().isBefore(now.minus(WINDOW))) {
      marks.removeFirst();
    }
  }

  private Mark second() {
    Mark first = marks.removeFirst();
    Mark second = marks.getFirst();
    marks.addFirst(first);
    return second;
  }

  /// Returns attempts a second; empty before there is enough to tell.
  OptionalDouble perSecond() {
    if (marks.size() < 2) {
      return OptionalDouble.empty();
    }
    Duration time = Duration.between(marks.getFirst().time(), marks.getLast().time());
    long done = marks.getLast().done() - marks.getFirst().done();
    return time.compareTo(LEAST) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(done / (time.toMillis() / 1000.0));
  }
}
