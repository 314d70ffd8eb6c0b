package assay.engine.cache;

/// A key or value that is too large for the type of the KV cache, or no number.
public final class EntryRangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final float value;

  EntryRangeException(float value) {
    super(
        "a key or value does not fit the cache's type\n  expected at most 65504 for F16, found %s. "
                .formatted(value)
            + "Load the model with a cache of F32 entries");
    this.value = value;
  }

  /// Returns the number that does not fit.
  public float value() {
    return value;
  }
}
