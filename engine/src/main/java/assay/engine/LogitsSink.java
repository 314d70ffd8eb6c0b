package assay.engine;

/// Receives logits row by row.
@FunctionalInterface
public interface LogitsSink {
  /// Takes the logits that follow a token.
  ///
  /// @param index of the token in its sequence
  /// @param logits `[vocabSize]`; the array is used again for the next row
  void row(int index, float[] logits);
}
