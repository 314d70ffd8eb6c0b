package assay.engine.template;

/// Bounds of one rendering, so that a hostile template ends with an error.
///
/// @param steps statements and expressions evaluated, plus one for each 16 characters or items they
///   yield
/// @param depth nesting of statements, expressions and macro calls
/// @param characters length of the output in chars
public record RenderLimits(long steps, int depth, int characters) {
  /// A hundred times what the longest published templates need for a conversation of a million
  /// tokens.
  public static final RenderLimits STANDARD = new RenderLimits(100_000_000, 300, 1 << 24);

  /// Refuses bounds that allow nothing.
  public RenderLimits {
    if (steps < 1 || depth < 1 || characters < 0) {
      throw new IllegalArgumentException("limits of a rendering must be positive");
    }
  }
}
