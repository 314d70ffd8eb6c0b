package assay.harness.plan;

import assay.results.Sample;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Options of a multiple-choice question that tell the right one by their blanks, as those of
/// MMLU-Pro have done in some releases.
final class OptionBlanks {
  private OptionBlanks() {}

  /// Returns whether the right option differs from all others in having a blank at its begin or
  /// end, and the prompt shows it so.
  static boolean leak(Sample sample, String prompt) {
    if (!(sample.extras() instanceof Sample.Choices choices) || choices.options().size() < 2) {
      return false;
    }
    OptionalInt right = choices.option(sample.target());
    return right.isPresent()
        && odd(choices.options(), right.getAsInt())
        && prompt.contains(shown(choices.options(), right.getAsInt()));
  }

  private static boolean odd(List<String> options, int right) {
    boolean here = blank(options.get(right));
    return IntStream.range(0, options.size())
        .filter(option -> option != right)
        .allMatch(option -> blank(options.get(option)) != here);
  }

  private static boolean blank(String option) {
    return !option.equals(option.strip());
  }

  /// An option with a blank, of which one at its begin shows only behind its letter.
  private static String shown(List<String> options, int right) {
    int spaced = blank(options.get(right)) ? right : right == 0 ? 1 : 0;
    return Sample.Choices.lines(options).get(spaced);
  }
}
