package assay.scorers.choice;

/// One place where a completion says something about which option is right.
///
/// @param kind what it says
/// @param letter the letter it speaks of; NUL where it speaks of none
/// @param rule the family of phrases it belongs to
/// @param start index of the letter, or of the option's text
/// @param end index after it
record Statement(Kind kind, char letter, String rule, int start, int end) {

  /// What a statement says.
  enum Kind {
    /// This option is the answer.
    ANSWER,
    /// This option is called right, best or closest, in a sentence that is no formal answer.
    FAVOUR,
    /// This option is not the answer.
    REJECTION,
    /// The model says that it gives no answer.
    REFUSAL,
    /// More than one option, none of the options, or a letter beside another option's text.
    NO_SINGLE_OPTION
  }
}
