package assay.scorers.choice;

/// The letter found in a completion.
///
/// @param letter the letter as it stands in the completion: A to J by most rules
/// @param rule name of the rule that found it
/// @param start index in the completion of what the rule read as the answer, in UTF-16 units
/// @param end index after it
public record ExtractedLetter(char letter, String rule, int start, int end) {}
