package assay.scorers.math;

import java.util.Optional;

/// A named way of finding the final answer in a completion.
public interface AnswerExtractor {

  /// Returns the name under which protocols choose this extraction.
  String name();

  /// Returns the answer with the rule that found it, or empty where no rule applies. Linear in the
  /// length of the completion.
  Optional<ExtractedAnswer> extract(String completion);

  /// Returns the answer of a completion that a token limit cut off. Unlike the published rules,
  /// which do not ask, an extractor may leave out guesses here.
  default Optional<ExtractedAnswer> extractFromCut(String completion) {
    return extract(completion);
  }

  /// Returns whether thoughts are searched like any other text, as the published rules do. Others
  /// are given the answer alone, and a completion that ended while thinking has none.
  default boolean readsThoughts() {
    return true;
  }
}
