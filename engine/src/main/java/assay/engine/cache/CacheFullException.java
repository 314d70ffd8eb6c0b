package assay.engine.cache;

/// A sequence that alone outgrows the memory of the KV cache.
public final class CacheFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param positions that the sequence holds
  /// @param capacity positions that the budget allows
  public CacheFullException(int positions, long capacity) {
    super(
        "the KV cache is full with %d positions of one sequence\n  expected at most %d, which is what its memory holds. %s"
            .formatted(positions, capacity, "Give it more memory, or generate fewer tokens"));
  }
}
