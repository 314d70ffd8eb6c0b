package assay.engine.model;

import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import java.util.List;
import java.util.Optional;

/// The tensors of one transformer block.
///
/// @param attentionNorm of the attention's input, `[modelDim]`
/// @param attentionPostNorm of its output, `[modelDim]`
/// @param feedForwardNorm of the feed-forward block's input, `[modelDim]`
/// @param feedForwardPostNorm of its output, `[modelDim]`
public record LayerWeights(
    Optional<Norm> attentionNorm,
    AttentionWeights attention,
    Optional<Norm> attentionPostNorm,
    Optional<Norm> feedForwardNorm,
    FeedForwardWeights feedForward,
    Optional<Norm> feedForwardPostNorm) {

  /// Tensors of an attention block.
  public sealed interface AttentionWeights {}

  /// Tensors of attention with key and value heads of their own.
  ///
  /// @param query `[queryDim, modelDim]`
  /// @param key `[kvDim, modelDim]`
  /// @param value `[kvDim, modelDim]`
  /// @param gate `[queryDim, modelDim]`, whose sigmoid what heads have seen is multiplied by
  /// @param headNorms of each head of queries and keys
  /// @param sinks a score of each head, or empty for none
  /// @param output `[modelDim, queryDim]`
  public record GroupedQueryWeights(
      Projection query,
      Projection key,
      Projection value,
      Optional<Projection> gate,
      Optional<HeadNorms> headNorms,
      List<Float> sinks,
      Projection output)
      implements AttentionWeights {
    /// Copies the list.
    public GroupedQueryWeights {
      sinks = List.copyOf(sinks);
    }
  }

  /// Norms of single heads, or of all together.
  ///
  /// @param query `[headDim]`, or `[queryDim]`
  /// @param key `[headDim]`, or `[kvDim]`
  public record HeadNorms(Norm query, Norm key) {}

  /// Tensors of a gated delta network.
  ///
  /// @param mixed `[mixedDim, modelDim]`: queries, keys and values
  /// @param gate `[valuesDim, modelDim]`, of the output
  /// @param beta `[valueHeads, modelDim]`, how far values are corrected
  /// @param alpha `[valueHeads, modelDim]`, how fast the state fades
  /// @param vectors of single channels and heads
  /// @param output `[modelDim, valuesDim]`
  public record GatedDeltaWeights(
      Projection mixed,
      Projection gate,
      Projection beta,
      Projection alpha,
      DeltaVectors vectors,
      Projection output)
      implements AttentionWeights {}

  /// Tensors of latent attention.
  ///
  /// @param squeeze what queries pass first, if they do
  /// @param query `[headCount * headDim, queryRank]`, or `[.., modelDim]`
  /// @param entry `[entryDim, modelDim]`: the latent vector, and the key that all heads share
  /// @param entryNorm of the latent vector, `[latentDim]`
  /// @param heads how each head reads the latent vector
  /// @param output `[modelDim, headCount * valueDim]`
  public record LatentWeights(
      Optional<Squeeze> squeeze,
      Projection query,
      Projection entry,
      Norm entryNorm,
      List<LatentHead> heads,
      Projection output)
      implements AttentionWeights {
    /// Copies the list.
    public LatentWeights {
      heads = List.copyOf(heads);
    }
  }

  /// The narrow place that queries pass through.
  ///
  /// @param down `[queryRank, modelDim]`
  /// @param norm `[queryRank]`
  public record Squeeze(Projection down, Norm norm) {}

  /// How one head reads the latent vector.
  ///
  /// @param key that a query is compared by
  /// @param value `[valueDim, latentDim]`
  public record LatentHead(KeyMap key, Operand value) {}

  /// The map between a head's queries and the latent vector, in the direction that it is stored in.
  public sealed interface KeyMap {
    /// From queries to latent vectors.
    ///
    /// @param matrix `[latentDim, plainDim]`
    record FromQuery(Operand matrix) implements KeyMap {}

    /// From latent vectors to keys.
    ///
    /// @param matrix `[plainDim, latentDim]`
    record ToKey(Matrix matrix) implements KeyMap {}
  }

  /// Tensors of a feed-forward block.
  public sealed interface FeedForwardWeights {}

  /// Tensors of a gated block.
  ///
  /// @param gate `[ffnDim, modelDim]`
  /// @param up `[ffnDim, modelDim]`
  /// @param down `[modelDim, ffnDim]`
  public record GatedWeights(Projection gate, Projection up, Projection down)
      implements FeedForwardWeights {}

  /// Tensors of a plain block.
  ///
  /// @param up `[ffnDim, modelDim]`
  /// @param down `[modelDim, ffnDim]`
  public record PlainWeights(Projection up, Projection down) implements FeedForwardWeights {}

  /// Tensors of a block with experts.
  ///
  /// @param router `[expertCount, modelDim]`
  /// @param selection picks from the router's logits
  /// @param experts each of them
  /// @param shared the block that all tokens pass
  public record ExpertsWeights(
      Projection router,
      Router selection,
      List<GatedWeights> experts,
      Optional<SharedWeights> shared)
      implements FeedForwardWeights {
    /// Copies the list.
    public ExpertsWeights {
      experts = List.copyOf(experts);
    }
  }

  /// Tensors of the block that all tokens pass.
  ///
  /// @param weight `[1, modelDim]`, of whose output the sigmoid is taken
  public record SharedWeights(GatedWeights block, Optional<Projection> weight) {}
}
