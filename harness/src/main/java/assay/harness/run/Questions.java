package assay.harness.run;

import assay.results.Sample;
import assay.results.SampleRecord.AttemptKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What is still to be asked, in order. Several askers take from it at once, and samples are read
/// only as far as they are taken; of those that are asked in another order than they come in, those
/// that have come too early are held.
final class Questions<A extends Attempt> {
  private static final int UNLIMITED = 1 << 30;

  private final Iterator<A> open;
  private final Semaphore ahead;
  private volatile boolean ended;

  private Questions(Iterator<A> open, int ahead) {
    this.open = open;
    this.ahead = new Semaphore(ahead);
  }

  /// Returns the wanted attempts at a run's samples, by sample and then by attempt.
  ///
  /// @param samples every sample of the run, so that each keeps its index; the caller closes them
  /// @param attempts at each sample
  /// @param order of the samples with wanted attempts, by their numbers among those; empty for
  ///   their own
  static Questions<Question> of(
      Stream<Sample> samples,
      int attempts,
      Predicate<AttemptKey> wanted,
      Optional<List<Integer>> order) {
    int[] next = {0};
    Iterator<List<Question>> open =
        samples
            .map(sample -> questions(next[0]++, sample, attempts, wanted))
            .filter(questions -> !questions.isEmpty())
            .iterator();
    Iterator<List<Question>> ordered =
        order
            .<Iterator<List<Question>>>map(numbers -> new Rearranged<>(open, numbers))
            .orElse(open);
    return new Questions<>(each(ordered), UNLIMITED);
  }

  private static List<Question> questions(
      int index, Sample sample, int attempts, Predicate<AttemptKey> wanted) {
    List<Question> questions = new ArrayList<>(attempts);
    for (int attempt = 0; attempt < attempts; attempt++) {
      Question question = new Question(index, attempt, sample);
      if (wanted.test(question.key())) {
        questions.add(question);
      }
    }
    return questions;
  }

  private static Iterator<Question> each(Iterator<List<Question>> lists) {
    Iterable<List<Question>> all = () -> lists;
    return StreamSupport.stream(all.spliterator(), false)
        .<Question>mapMulti(Iterable::forEach)
        .iterator();
  }

  /// Returns attempts of which only so many may be taken and not yet dealt with.
  ///
  /// @param ahead how many
  static <A extends Attempt> Questions<A> window(Iterator<A> open, int ahead) {
    return new Questions<>(open, ahead);
  }

  /// Returns the next question, or empty when there is none or none is to be asked any more. Waits
  /// while too many were taken that are not dealt with.
  Optional<A> next() throws InterruptedException {
    ahead.acquire();
    synchronized (this) {
      return !ended && open.hasNext() ? Optional.of(open.next()) : Optional.empty();
    }
  }

  /// Notes that one that was taken is dealt with.
  void dealtWith() {
    ahead.release();
  }

  /// Lets nothing more be asked.
  void end() {
    ended = true;
    // Whoever waits is to see it. The number is far above that of askers.
    ahead.drainPermits();
    ahead.release(UNLIMITED);
  }
}
