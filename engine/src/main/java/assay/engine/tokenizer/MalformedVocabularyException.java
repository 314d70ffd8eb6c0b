package assay.engine.tokenizer;

/// A vocabulary that no tokenizer can be made of.
public final class MalformedVocabularyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String part;
  private final String what;
  private final String expected;
  private final String found;

  /// Describes a fault.
  ///
  /// @param part the part of the vocabulary, named as behind `tokenizer.ggml.` in GGUF files
  /// @param what is wrong, as a clause
  /// @param expected what a sound vocabulary has there
  /// @param found what this one has there
  public MalformedVocabularyException(String part, String what, String expected, String found) {
    super(
        "vocabulary, %s: %s%n  expected %s, found %s"
            .formatted(part, what, expected, found)
            .replace("\r\n", "\n"));
    this.part = part;
    this.what = what;
    this.expected = expected;
    this.found = found;
  }

  /// Returns the part of the vocabulary.
  public String part() {
    return part;
  }

  /// Returns what is wrong.
  public String what() {
    return what;
  }

  /// Returns what a sound vocabulary has there.
  public String expected() {
    return expected;
  }

  /// Returns what this one has there.
  public String found() {
    return found;
  }
}
