package assay.engine.tokenizer;

/// A regular expression that the engine does not run, because it is malformed, because it uses what
/// a matcher of linear time cannot do, or because its meaning is not known for certain.
final class UnsupportedPatternException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedPatternException(String pattern, int at, String reason) {
    super("%s at character %d of the pattern %s".formatted(reason, at, pattern));
  }
}
