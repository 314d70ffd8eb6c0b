package assay.engine.tokenizer;

/// A rule that is written as a pattern, for the splits that [Rules] has no words for.
final class PatternRule implements Rule {
  private final PatternProgram program;

  /// @param pattern as [PatternParser] reads it
  PatternRule(String pattern) {
    program = PatternProgram.of(pattern);
  }

  @Override
  public int match(int[] text, int at, int end) {
    PatternMatcher matcher = new PatternMatcher(program, text, at, end);
    if (!matcher.find(at)) {
      return ~end;
    }
    return matcher.start() == at ? matcher.end() : ~matcher.start();
  }
}
