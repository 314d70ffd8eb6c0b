package assay.harness.run;

import assay.results.Sample;
import assay.results.SampleRecord.AttemptKey;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a run has still to ask, by sample and then by attempt. Several askers take from it at once,
/// and samples are read only as far as they are taken.
final class Questions {
  private final Iterator<Question> open;
  private volatile boolean ended;

  private Questions(Iterator<Question> open) {
    this.open = open;
  }

  /// Returns the wanted attempts at a run's samples.
  ///
  /// @param samples every sample of the run, so that each keeps its index; the caller closes them
  /// @param attempts at each sample
  static Questions of(Stream<Sample> samples, int attempts, Predicate<AttemptKey> wanted) {
    int[] next = {0};
    return new Questions(
        samples
            .<Question>mapMulti(
                (sample, questions) -> {
                  int index = next[0]++;
                  for (int attempt = 0; attempt < attempts; attempt++) {
                    Question question = new Question(index, attempt, sample);
                    if (wanted.test(question.key())) {
                      questions.accept(question);
                    }
                  }
                })
            .iterator());
  }

  /// Returns the next question, or empty when there is none or none is to be asked any more.
  synchronized Optional<Question> next() {
    return !ended && open.hasNext() ? Optional.of(open.next()) : Optional.empty();
  }

  /// Lets nothing more be asked.
  void end() {
    ended = true;
  }
}
