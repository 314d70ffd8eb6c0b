package assay.engine.tokenizer;

/// A token that is found in a text before anything else is done with it.
///
/// @param id of the token
/// @param text how it is written
/// @param special whether it is a control token, which is read only on request
/// @param normalized whether it is looked for in the normalized text
/// @param matching how its surroundings count
record AddedToken(int id, String text, boolean special, boolean normalized, Matching matching) {

  /// How the surroundings of an added token count.
  ///
  /// @param singleWord whether it is recognised only where no word character touches it
  /// @param takesSpaceBefore whether white space before it belongs to it
  /// @param takesSpaceBehind whether white space behind it belongs to it
  record Matching(boolean singleWord, boolean takesSpaceBefore, boolean takesSpaceBehind) {}
}
