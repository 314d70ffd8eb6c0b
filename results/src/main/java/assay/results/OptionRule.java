package assay.results;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Which options the questions of a multiple-choice suite may have. Options are lettered from A.
///
/// @param most options of a question, 1 to 26
/// @param filler a text that fills up lists of options and is none, such as `N/A`
public record OptionRule(int most, Optional<String> filler) {
  private static final int LETTERS = 26;

  public OptionRule {
    Require.between(1, LETTERS, most, "most options");
    Objects.requireNonNull(filler);
  }

  /// Returns the rule of a suite whose lists of options are not filled up.
  public static OptionRule upTo(int most) {
    return new OptionRule(most, Optional.empty());
  }

  /// Returns a list without what only fills it up.
  public List<String> options(List<String> listed) {
    return listed.stream().filter(option -> !filler.equals(Optional.of(option))).toList();
  }

  /// Returns what is wrong with the number of options, in words that follow the field's name.
  public Optional<String> fault(List<String> options) {
    return options.isEmpty() || options.size() > most
        ? Optional.of(
            "has %d options; expected 1 to %d. Correct the row".formatted(options.size(), most))
        : Optional.empty();
  }

  /// Returns what is wrong with the letter of the right option, in words that follow the field's
  /// name.
  ///
  /// @param options without fillers, at least one
  public static Optional<String> fault(String letter, List<String> options) {
    return new Sample.Choices(options).option(letter).isPresent()
        ? Optional.empty()
        : Optional.of(
            "is \"%s\"; expected a letter from A to %s. Correct the row"
                .formatted(letter, Sample.Choices.letter(options.size() - 1)));
  }
}
