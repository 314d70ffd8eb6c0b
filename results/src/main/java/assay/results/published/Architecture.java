package assay.results.published;

import java.util.Objects;
import java.util.OptionalInt;

/// The shape of a published decoder-only transformer, from which its size follows.
///
/// Counted is what a checkpoint stores: biases of queries, keys and values, norms and routers too.
///
/// @param layers transformer blocks
/// @param modelDim width of the residual stream
/// @param vocabulary tokens and how they enter
/// @param attention of every block
/// @param feedForward of every block
/// @param normsPerLayer vectors of `modelDim` that normalise in a block: 2, or 4 where outputs are
///   normalised too
public record Architecture(
    int layers,
    int modelDim,
    Vocabulary vocabulary,
    Attention attention,
    FeedForward feedForward,
    int normsPerLayer) {
  public Architecture {
    Objects.requireNonNull(vocabulary);
    Objects.requireNonNull(attention);
    Objects.requireNonNull(feedForward);
  }

  /// The tokens of a model.
  ///
  /// @param size rows of the embedding
  /// @param tied whether the output matrix is the embedding itself
  public record Vocabulary(int size, boolean tied) {}

  /// How positions look at each other.
  public sealed interface Attention {
    /// Returns the weights of one block.
    long parameters(long modelDim);

    /// Returns the numbers that a KV cache keeps for a position in one block.
    long cacheEntries();
  }

  /// Query heads in groups that share a key and a value head.
  ///
  /// @param heads query heads
  /// @param kvHeads key and value heads
  /// @param headDim width of a head
  /// @param bias whether queries, keys and values have a bias
  /// @param headNorms whether each head of queries and keys is normalised
  /// @param window positions that a windowed block sees; empty if no block is windowed
  /// @param windowedLayers blocks with the window
  public record Grouped(
      int heads,
      int kvHeads,
      int headDim,
      boolean bias,
      boolean headNorms,
      OptionalInt window,
      int windowedLayers)
      implements Attention {
    public Grouped {
      Objects.requireNonNull(window);
    }

    @Override
    public long parameters(long modelDim) {
      long queries = (long) heads * headDim;
      long keys = (long) kvHeads * headDim;
      return 2 * modelDim * (queries + keys)
          + (bias ? queries + 2 * keys : 0)
          + (headNorms ? 2L * headDim : 0);
    }

    @Override
    public long cacheEntries() {
      return 2L * kvHeads * headDim;
    }
  }

  /// Keys and values of all heads made from one narrow vector.
  ///
  /// Source: DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1.
  ///
  /// @param heads query heads
  /// @param queryRank width that queries are squeezed through, or empty
  /// @param latentDim width of the narrow vector
  /// @param plainDim width of a head's part that is not rotated
  /// @param ropeDim width of the rotated part, whose key all heads share
  /// @param valueDim width of a head's values
  public record Latent(
      int heads, OptionalInt queryRank, int latentDim, int plainDim, int ropeDim, int valueDim)
      implements Attention {
    public Latent {
      Objects.requireNonNull(queryRank);
    }

    @Override
    public long parameters(long modelDim) {
      long queryWidth = (long) heads * (plainDim + ropeDim);
      long queries =
          queryRank.isPresent()
              ? queryRank.getAsInt() * (modelDim + 1 + queryWidth)
              : modelDim * queryWidth;
      long entry = modelDim * (latentDim + ropeDim) + latentDim;
      long heads = (long) latentDim * this.heads * (plainDim + valueDim);
      return queries + entry + heads + modelDim * this.heads * valueDim;
    }

    @Override
    public long cacheEntries() {
      return (long) latentDim + ropeDim;
    }
  }

  /// What each position passes alone.
  public sealed interface FeedForward {
    /// Returns the weights of all blocks.
    long parameters(long layers, long modelDim);

    /// Returns the weights of all blocks that one token passes.
    long activeParameters(long layers, long modelDim);
  }

  /// Gated blocks that every token passes.
  ///
  /// @param ffnDim inner width
  public record Dense(int ffnDim) implements FeedForward {
    @Override
    public long parameters(long layers, long modelDim) {
      return layers * 3 * modelDim * ffnDim;
    }

    @Override
    public long activeParameters(long layers, long modelDim) {
      return parameters(layers, modelDim);
    }
  }

  /// Blocks of which a router picks a few for each token.
  ///
  /// @param first the dense blocks before them: how many, and their inner width
  /// @param count experts of a block
  /// @param used experts that a token passes
  /// @param expertDim inner width of one
  /// @param shared what all tokens pass besides
  /// @param routerBias whether the router has a bias
  public record Experts(
      DenseLayers first, int count, int used, int expertDim, Shared shared, boolean routerBias)
      implements FeedForward {
    public Experts {
      Objects.requireNonNull(first);
      Objects.requireNonNull(shared);
    }

    @Override
    public long parameters(long layers, long modelDim) {
      return withExperts(layers, modelDim, count);
    }

    @Override
    public long activeParameters(long layers, long modelDim) {
      return withExperts(layers, modelDim, used);
    }

    private long withExperts(long layers, long modelDim, long experts) {
      long router = modelDim * count + (routerBias ? count : 0);
      long always = 3 * modelDim * shared.ffnDim() + (shared.gated() ? modelDim : 0);
      return first.count() * 3 * modelDim * first.ffnDim()
          + (layers - first.count()) * (experts * 3 * modelDim * expertDim + router + always);
    }
  }

  /// Dense blocks at the front of a model with experts.
  public record DenseLayers(long count, int ffnDim) {}

  /// The experts that all tokens pass.
  ///
  /// @param ffnDim inner width of all of them together, 0 for none
  /// @param gated whether a projection weighs their output
  public record Shared(int ffnDim, boolean gated) {}

  /// Returns the weights of a checkpoint.
  public long parameters() {
    return common() + feedForward.parameters(layers, modelDim);
  }

  /// Returns the weights that take part in computing a token: all but the experts that are not
  /// picked for it. Embedding and output matrix count in full, as in Qwen's published figures;
  /// DeepSeek's leave out the embedding, of which a token reads one row ([#readParameters]).
  public long activeParameters() {
    return common() + feedForward.activeParameters(layers, modelDim);
  }

  /// Returns the weights that computing one token reads: the active ones, but of an embedding that
  /// is no output matrix a single row.
  public long readParameters() {
    long embedding = (long) vocabulary.size() * modelDim;
    return activeParameters() - (vocabulary.tied() ? 0 : embedding - modelDim);
  }

  /// Returns the KV cache with entries of this many bytes.
  public CacheShape cache(int entryBytes) {
    long perLayer = attention.cacheEntries() * entryBytes;
    return switch (attention) {
      case Grouped grouped ->
          new CacheShape(
              attention(grouped),
              perLayer * layers,
              perLayer * grouped.windowedLayers(),
              grouped.window().orElse(Integer.MAX_VALUE),
              0);
      case Latent latent -> CacheShape.growing("latent", perLayer * layers);
    };
  }

  private String attention(Grouped grouped) {
    if (grouped.windowedLayers() == 0) {
      return "full";
    }
    return grouped.windowedLayers() == layers ? "windowed" : "windowed and full";
  }

  private long common() {
    long embeddings = (vocabulary.tied() ? 1L : 2L) * vocabulary.size() * modelDim;
    long norms = (long) layers * normsPerLayer * modelDim + modelDim;
    return embeddings + norms + layers * attention.parameters(modelDim);
  }
}
