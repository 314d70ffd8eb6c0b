package assay.engine.config;

import java.util.Optional;
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

  /// Returns the bytes that a sequence's recurrent state takes, however long it is.
  default long stateBytes() {
    return 0;
  }

  /// Softmax of query-key products.
  ///
  /// @param scale that each product is multiplied by
  /// @param cap products become `cap * tanh(product / cap)` behind the scale; empty for none
  /// @param temperature by which they grow with the query's position; empty if they do not
  /// @param sinks whether each head has a learned score beside them that no value belongs to
  public record ScoreConfig(
      float scale, OptionalDouble cap, Optional<Temperature> temperature, boolean sinks) {
    /// Returns scores without a cap.
    public static ScoreConfig of(float scale) {
      return new ScoreConfig(scale, OptionalDouble.empty(), Optional.empty(), false);
    }

    /// Returns the usual scores of a head: divided by the root of its width, without a cap.
    public static ScoreConfig ofWidth(int headDim) {
      return of((float) (1 / Math.sqrt(headDim)));
    }

    /// Returns these scores with another cap.
    public ScoreConfig withCap(OptionalDouble other) {
      return new ScoreConfig(scale, other, temperature, sinks);
    }

    /// Returns these scores with a temperature.
    public ScoreConfig withTemperature(Temperature other) {
      return new ScoreConfig(scale, cap, Optional.of(other), sinks);
    }

    /// Returns these scores with sinks.
    ///
    /// Source: Xiao et al., "Efficient Streaming Language Models with Attention Sinks", 2024; as a
    /// learned score: OpenAI, "gpt-oss", 2025.
    public ScoreConfig withSinks() {
      return new ScoreConfig(scale, cap, temperature, true);
    }
  }

  /// Scores of far queries are multiplied by `1 + rate * ln(1 + floor((position + first) / span))`.
  ///
  /// Source: Meta, "Llama 4", 2025; Mistral AI, "Ministral 3", 2025, in Transformers,
  /// `get_llama_4_attn_scale`.
  ///
  /// @param span positions of one step
  /// @param first number of the first position, 0 or 1
  public record Temperature(double rate, int span, int first) {
    /// Returns the factor at a position.
    public float at(int position) {
      return (float) (1 + rate * Math.log(1 + Math.floor(((double) position + first) / span)));
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
    EACH,
    /// Each head by itself, without gains.
    EACH_ALIKE,
    /// All heads together.
    ALL
  }

  /// Attention in which several query heads share one key and value head; with as many of either it
  /// is plain multi-head attention.
  ///
  /// Source: Ainslie et al., "GQA", 2023.
  ///
  /// @param scores how products become weights
  /// @param clip queries, keys and values are bounded to `-clip` to `clip`; empty for none
  /// @param position how positions enter
  /// @param window positions that a token sees; empty for all before it
  /// @param gated whether what a head has seen is multiplied by the sigmoid of a projection
  public record GroupedQuery(
      HeadShape shape,
      ScoreConfig scores,
      HeadNorm norm,
      OptionalDouble clip,
      PositionScheme position,
      Optional<Window> window,
      boolean gated)
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
          Optional.empty(),
          false);
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
      return new GroupedQuery(shape, scores, norm, clip, other, window, gated);
    }

    /// Returns this block with other scores.
    public GroupedQuery withScores(ScoreConfig other) {
      return new GroupedQuery(shape, other, norm, clip, position, window, gated);
    }

    /// Returns this block with other norms.
    public GroupedQuery withNorm(HeadNorm other) {
      return new GroupedQuery(shape, scores, other, clip, position, window, gated);
    }

    /// Returns this block with another bound.
    public GroupedQuery withClip(OptionalDouble other) {
      return new GroupedQuery(shape, scores, norm, other, position, window, gated);
    }

    /// Returns this block with a window of this size that moves with the token, or without any.
    public GroupedQuery withWindow(OptionalInt other) {
      return withWindow(
          other.isPresent() ? Optional.of(Window.sliding(other.getAsInt())) : Optional.empty());
    }

    /// Returns this block with another window.
    public GroupedQuery withWindow(Optional<Window> other) {
      return new GroupedQuery(shape, scores, norm, clip, position, other, gated);
    }

    /// Returns this block with gates.
    public GroupedQuery withGates() {
      return new GroupedQuery(shape, scores, norm, clip, position, window, true);
    }

    @Override
    public long cacheBytes(CacheType type) {
      return 2L * kvHeadCount() * type.rowBytes(headDim());
    }
  }

  /// Linear attention with a state in place of a cache: for each head a matrix that maps keys to
  /// values, which each token lets fade and corrects towards its own value. Before it queries, keys
  /// and values of the last tokens are mixed, channel by channel.
  ///
  /// Source: Yang et al., "Gated Delta Networks: Improving Mamba2 with Delta Rule", 2024.
  public record GatedDelta(DeltaShape shape) implements AttentionConfig {
    @Override
    public int headCount() {
      return shape.valueHeads();
    }

    @Override
    public PositionScheme position() {
      return new PositionScheme.None();
    }

    @Override
    public GatedDelta withPosition(PositionScheme position) {
      return this;
    }

    @Override
    public long cacheBytes(CacheType type) {
      return 0;
    }

    @Override
    public long stateBytes() {
      return Float.BYTES * (shape.tailElements() + shape.stateElements());
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
