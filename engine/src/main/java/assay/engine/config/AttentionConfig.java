package assay.engine.config;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// An attention block.
public sealed interface AttentionConfig {
  /// Returns the number of query heads.
  int headCount();

  /// Returns how positions enter.
  PositionScheme position();

  /// Returns this block with its positions scaled otherwise.
  AttentionConfig withPosition(PositionScheme position);

  /// Returns the bytes that the KV cache takes for each position.
  long cacheBytes(CacheType type);

  /// Softmax of query-key products.
  ///
  /// @param scale that each product is multiplied by
  /// @param cap products become `cap * tanh(product / cap)` behind the scale; empty for none
  public record ScoreConfig(float scale, OptionalDouble cap) {
    /// Returns scores without a cap.
    public static ScoreConfig of(float scale) {
      return new ScoreConfig(scale, OptionalDouble.empty());
    }

    /// Returns the usual scores of a head: divided by the root of its width, without a cap.
    public static ScoreConfig ofWidth(int headDim) {
      return of((float) (1 / Math.sqrt(headDim)));
    }

    /// Returns these scores with another cap.
    public ScoreConfig withCap(OptionalDouble other) {
      return new ScoreConfig(scale, other);
    }
  }

  /// The heads of attention.
  ///
  /// @param headCount query heads
  /// @param kvHeadCount key and value heads; each serves `headCount / kvHeadCount` query heads in a
  ///   row
  /// @param headDim width of one head
  public record HeadShape(int headCount, int kvHeadCount, int headDim) {}

  /// What queries and keys are normalised by before they are rotated.
  public enum HeadNorm {
    /// Nothing.
    NONE,
    /// Each head by itself.
    EACH
  }

  /// Attention in which several query heads share one key and value head; with as many of either it
  /// is plain multi-head attention.
  ///
  /// Source: Ainslie et al., "GQA", 2023.
  ///
  /// @param scores how products become weights
  /// @param clip queries, keys and values are bounded to `-clip` to `clip`; empty for none
  /// @param position how positions enter
  /// @param window positions that a token sees, itself included; empty for all before it
  public record GroupedQuery(
      HeadShape shape,
      ScoreConfig scores,
      HeadNorm norm,
      OptionalDouble clip,
      PositionScheme position,
      OptionalInt window)
      implements AttentionConfig {
    /// Returns the usual attention: heads scored by the root of their width and not normalised, all
    /// positions seen.
    public static GroupedQuery of(HeadShape shape, PositionScheme position) {
      return new GroupedQuery(
          shape,
          ScoreConfig.ofWidth(shape.headDim()),
          HeadNorm.NONE,
          OptionalDouble.empty(),
          position,
          OptionalInt.empty());
    }

    @Override
    public int headCount() {
      return shape.headCount();
    }

    /// Returns the number of key and value heads.
    public int kvHeadCount() {
      return shape.kvHeadCount();
    }

    /// Returns the width of one head.
    public int headDim() {
      return shape.headDim();
    }

    /// Returns the width of all query heads together.
    public int queryDim() {
      return Math.multiplyExact(headCount(), headDim());
    }

    /// Returns the width of all key heads together, and of all value heads.
    public int kvDim() {
      return Math.multiplyExact(kvHeadCount(), headDim());
    }

    @Override
    public GroupedQuery withPosition(PositionScheme other) {
      return new GroupedQuery(shape, scores, norm, clip, other, window);
    }

    /// Returns this block with other scores.
    public GroupedQuery withScores(ScoreConfig other) {
      return new GroupedQuery(shape, other, norm, clip, position, window);
    }

    /// Returns this block with other norms.
    public GroupedQuery withNorm(HeadNorm other) {
      return new GroupedQuery(shape, scores, other, clip, position, window);
    }

    /// Returns this block with another bound.
    public GroupedQuery withClip(OptionalDouble other) {
      return new GroupedQuery(shape, scores, norm, other, position, window);
    }

    /// Returns this block with another window.
    public GroupedQuery withWindow(OptionalInt other) {
      return new GroupedQuery(shape, scores, norm, clip, position, other);
    }

    @Override
    public long cacheBytes(CacheType type) {
      return 2L * kvHeadCount() * type.rowBytes(headDim());
    }
  }

  /// Multi-head latent attention: keys and values of all heads are linear maps of one narrow vector
  /// for each position, and only this vector is kept.
  ///
  /// Source: DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1.
  ///
  /// @param headCount query heads
  /// @param shape widths of the pieces
  /// @param scores how products become weights; the scale is that without any scaling of positions
  /// @param position how positions enter the rotated part
  public record Latent(
      int headCount, LatentShape shape, ScoreConfig scores, PositionScheme position)
      implements AttentionConfig {
    @Override
    public Latent withPosition(PositionScheme other) {
      return new Latent(headCount, shape, scores, other);
    }

    @Override
    public long cacheBytes(CacheType type) {
      return type.rowBytes(shape.entryDim());
    }
  }

  /// Widths of latent attention.
  ///
  /// @param queryRank width that queries are squeezed through; empty if they are projected directly
  /// @param latentDim width of the vector that keys and values are made from (`kv_lora_rank`)
  /// @param plainDim width of the part of a head that is not rotated (`qk_nope_head_dim`)
  /// @param ropeDim width of the rotated part, whose key all heads share (`qk_rope_head_dim`)
  /// @param valueDim width of a head's values (`v_head_dim`)
  public record LatentShape(
      OptionalInt queryRank, int latentDim, int plainDim, int ropeDim, int valueDim) {
    /// Returns the width of a query head.
    public int headDim() {
      return Math.addExact(plainDim, ropeDim);
    }

    /// Returns the width of what is kept for each position.
    public int entryDim() {
      return Math.addExact(latentDim, ropeDim);
    }
  }
}
