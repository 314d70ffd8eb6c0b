package assay.results;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// One item of a dataset.
///
/// @param id the dataset's own identifier, unique within the dataset
/// @param digest SHA-256 (hex) of the row's content, so that two runs can tell whether an id still
///   means the same question
/// @param input the question as the dataset has it, before any prompt template
/// @param target the reference: a choice letter, a LaTeX answer, or empty where tests decide
/// @param facets what reports group by (category, level, difficulty, date), in display order
/// @param extras what only one kind of benchmark has
public record Sample(
    String id,
    String digest,
    String input,
    String target,
    Map<String, String> facets,
    Extras extras) {

  public Sample {
    Require.text(id, "sample id");
    Objects.requireNonNull(digest);
    Objects.requireNonNull(input);
    Objects.requireNonNull(target);
    facets = Facets.of(facets);
    Objects.requireNonNull(extras);
  }

  /// What one kind of benchmark needs beyond question and target.
  public sealed interface Extras {}

  /// Nothing beyond question and target.
  public record Plain() implements Extras {}

  /// Several targets, each of which is looked for in the answer.
  ///
  /// @param all at least one
  /// @param anyCounts whether they say the same in other words, so that one is enough; else each
  ///   counts for its share
  public record Targets(List<String> all, boolean anyCounts) implements Extras {
    public Targets {
      all = List.copyOf(all);
      if (all.isEmpty()) {
        throw new IllegalArgumentException("there is no target");
      }
    }
  }

  /// The options of a multiple-choice question; option 0 is letter A.
  public record Choices(List<String> options) implements Extras {
    public Choices {
      options = List.copyOf(options);
    }

    /// Returns the letter that stands for an option: `A` for 0.
    ///
    /// @param option from 0 to 25
    public static String letter(int option) {
      return String.valueOf((char) ('A' + option));
    }

    /// Returns the letters of so many options, which stand for them where only the number is known.
    public static List<String> letters(int count) {
      return IntStream.range(0, count).mapToObj(Choices::letter).toList();
    }

    /// Returns the options as prompts list them, such as `A. Ligase`.
    public static List<String> lines(List<String> options) {
      return IntStream.range(0, options.size())
          .mapToObj(option -> letter(option) + ". " + options.get(option))
          .toList();
    }

    /// Returns the option that a letter stands for; empty where the text is no letter of one.
    public OptionalInt option(String letter) {
      int option = letters(options.size()).indexOf(letter);
      return option < 0 ? OptionalInt.empty() : OptionalInt.of(option);
    }
  }

  /// A programming problem.
  ///
  /// @param starterCode the code that the solution has to begin with, or empty
  /// @param functionName the function that the tests call; absent where programs read stdin
  /// @param tests all tests, public ones first
  public record Programming(String starterCode, Optional<String> functionName, TestSet tests)
      implements Extras {
    public Programming {
      Objects.requireNonNull(starterCode);
      Objects.requireNonNull(functionName);
      Objects.requireNonNull(tests);
    }
  }
}
