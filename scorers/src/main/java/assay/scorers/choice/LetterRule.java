package assay.scorers.choice;

import java.util.OptionalInt;

/// One way of finding the letter of the chosen option in a completion.
public interface LetterRule {

  /// Returns the name that records show for answers found by this rule.
  String name();

  /// Returns the index of the letter in the text, or empty where the rule does not apply. Linear in
  /// the length of the text.
  OptionalInt find(ScannedText text);
}
