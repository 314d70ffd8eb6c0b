package assay.engine.config;

import java.util.Optional;

/// A feed-forward block.
public sealed interface FeedForwardConfig {
  /// `down(activation(gate(x)) * up(x))`.
  ///
  /// Source: Shazeer, "GLU Variants Improve Transformer", 2020.
  ///
  /// @param ffnDim inner width
  record Gated(int ffnDim, Activation activation) implements FeedForwardConfig {}

  /// `down(activation(up(x)))`.
  ///
  /// @param ffnDim inner width
  record Plain(int ffnDim, Activation activation) implements FeedForwardConfig {}

  /// Gated blocks of which a router picks a few for each token, and perhaps one that all tokens
  /// share.
  ///
  /// Source: Shazeer et al., "Outrageously Large Neural Networks", 2017; shared experts: Dai et
  /// al., "DeepSeekMoE", 2024.
  ///
  /// @param router how experts are picked and weighed
  /// @param expertDim inner width of one expert
  /// @param shared the block that all tokens pass
  /// @param weighsInput whether weights multiply what goes into experts, not what comes out
  record Experts(
      RouterConfig router,
      int expertDim,
      Activation activation,
      Optional<SharedExpert> shared,
      boolean weighsInput)
      implements FeedForwardConfig {
    /// Makes experts whose outputs are weighed.
    public Experts(
        RouterConfig router, int expertDim, Activation activation, Optional<SharedExpert> shared) {
      this(router, expertDim, activation, shared, false);
    }
  }

  /// A gated block beside the routed ones.
  ///
  /// @param ffnDim inner width
  /// @param weighed whether its output is multiplied by the sigmoid of a projection of the input
  record SharedExpert(int ffnDim, boolean weighed) {}

  /// What bends.
  enum Activation {
    /// `x / (1 + exp(-x))`.
    SILU,
    /// `x * P(normal <= x)`, exactly.
    GELU,
    /// `x * P(normal <= x)` in the approximation by tanh.
    ///
    /// Source: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, section 2.
    GELU_TANH,
    /// Of gates alone: `g / (1 + exp(-1.702 g)) * (u + 1)`, where `g` is at most 7 and `u` from -7
    /// to 7.
    ///
    /// Source: OpenAI, "gpt-oss", 2025, `swiglu` of `model.py`.
    CLAMPED_SWIGLU
  }

  /// How a router picks experts.
  ///
  /// @param expertCount experts of a block
  /// @param usedCount experts for each token
  /// @param scoring how logits become scores
  /// @param normalised whether the weights of the picked are divided by their sum
  /// @param scale that the weights are multiplied by
  /// @param biased whether a learned bias is added to the scores for picking, not for weighing
  /// @param groups empty if all experts compete with each other
  record RouterConfig(
      int expertCount,
      int usedCount,
      Scoring scoring,
      boolean normalised,
      float scale,
      boolean biased,
      Optional<Groups> groups) {}

  /// How router logits become scores.
  enum Scoring {
    /// Softmax over all experts.
    SOFTMAX,
    /// The sigmoid of each.
    SIGMOID,
    /// Two experts one after the other, each by a softmax over those within 2 % of the best.
    ///
    /// Source: Microsoft, "Phi-3 Technical Report", 2024 (SparseMixer), as at inference.
    SPARSE_MIXER
  }

  /// Experts compete only within the best groups.
  ///
  /// Source: DeepSeek-AI, "DeepSeek-V2", 2024, section 2.2.2 (best expert of a group);
  /// "DeepSeek-V3", 2024 (sum of the two best).
  ///
  /// @param count groups, each of the same number of experts in a row
  /// @param usedCount groups for each token
  /// @param ranking best experts of a group whose scores are summed to rank it
  record Groups(int count, int usedCount, int ranking) {}
}
