package assay.engine.config;

import java.util.OptionalDouble;

/// What lies before the first block and behind the last.
///
/// @param size tokens known
/// @param embeddingScale that embeddings are multiplied by
/// @param embeddingNorm whether they are normalised then
/// @param logitScale that logits are multiplied by
/// @param logitCap logits become `cap * tanh(logit / cap)` behind the scale; empty for none
public record VocabularyConfig(
    int size,
    float embeddingScale,
    boolean embeddingNorm,
    float logitScale,
    OptionalDouble logitCap) {
  /// Returns a vocabulary whose embeddings and logits are taken as they are.
  public static VocabularyConfig ofSize(int size) {
    return new VocabularyConfig(size, 1, false, 1, OptionalDouble.empty());
  }
}
