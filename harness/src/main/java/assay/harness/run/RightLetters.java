package assay.harness.run;

import assay.results.Sample;
import java.util.Set;
import java.util.TreeSet;

/// The letters of the right options that a run asks for. Where all are the same, the options stand
/// in an order that tells the answer, as in data whose right option comes first and was not drawn
/// into another place.
final class RightLetters {
  /// Among so many questions one letter is no accident: with four options, once in 4^29 draws.
  private static final int TELLING = 30;

  /// Of two options one may well be right always, as *yes* in questions on what is so.
  private static final int FEWEST_OPTIONS = 3;

  private final Set<String> letters = new TreeSet<>();
  private int questions;

  void add(Sample sample) {
    if (sample.extras() instanceof Sample.Choices choices
        && choices.options().size() >= FEWEST_OPTIONS) {
      letters.add(sample.target());
      questions++;
    }
  }

  /// Refuses options that tell the answer.
  ///
  /// @param source name of the data
  /// @throws UsageException if the right option always has the same letter
  void requireSeveral(String source) {
    if (questions >= TELLING && letters.size() == 1) {
      throw new UsageException(
          "%s: the right option of all %d questions is %s, so that their order tells the answer. Put the options of each row into an order of their own"
              .formatted(source, questions, letters.iterator().next()));
    }
  }
}
