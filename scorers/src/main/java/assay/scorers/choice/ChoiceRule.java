package assay.scorers.choice;

import java.util.List;
import java.util.Optional;

/// The whole extraction of one harness: from a completion to the letter that it answers.
interface ChoiceRule {

  /// Returns the letter, or empty where the harness finds none. Linear in the length of the text.
  ///
  /// @param options the options' texts in the letters' order; empty where they are not known, and
  ///   then every letter from A to J is an option
  Optional<ExtractedLetter> extract(ScannedText text, List<String> options);
}
