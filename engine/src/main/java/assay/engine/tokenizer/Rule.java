package assay.engine.tokenizer;

/// One alternative of a split: recognises a piece of text at a position. A rule looks at each
/// character only a bounded number of times, so that a split takes linear time.
@FunctionalInterface
interface Rule {

  /// Returns the end of the piece that begins at `at`; if none does, `~next`, where no piece of
  /// this rule begins before the position `next`, which is behind `at`.
  ///
  /// @param text code points
  /// @param at index of the first
  /// @param end index behind the last that may be looked at
  int match(int[] text, int at, int end);
}
