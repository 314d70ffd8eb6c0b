package assay.scorers.choice;

/// The letter found in a completion.
///
/// @param letter A to J
/// @param rule name of the [LetterRule] that found it
public record ExtractedLetter(char letter, String rule) {}
