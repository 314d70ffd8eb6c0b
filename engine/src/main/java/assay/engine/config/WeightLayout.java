package assay.engine.config;

import java.util.Set;

/// How a model's tensors are stored, where that cannot be seen from their names and shapes.
///
/// Tensors have the names of GGUF files. What can be seen is found out on loading: one tensor
/// `attn_qkv` or three; `ffn_gate` inside `ffn_up` (gate first) or beside it; experts stacked
/// (`ffn_up_exps`) or one by one (`ffn_up.3`); `attn_kv_b` for all heads (each head's keys, then
/// its values) or `attn_k_b`, transposed, and `attn_v_b`; a missing `output`, which is the
/// embedding.
///
/// @param fusedQkv order of rows in `attn_qkv`
/// @param gainOffset added to each stored gain of a norm: 1 where files hold `gain - 1`
/// @param biases which projections have one
/// @param settings tensors whose values are already in the configuration
public record WeightLayout(
    FusedQkv fusedQkv, float gainOffset, BiasRules biases, Set<String> settings) {
  /// Copies the set.
  public WeightLayout {
    settings = Set.copyOf(settings);
  }

  /// Order of rows in a tensor that holds queries, keys and values.
  public enum FusedQkv {
    /// All query heads, all key heads, all value heads.
    CONCATENATED,
    /// Query, key and value of the first head, then those of the second.
    PER_HEAD
  }

  /// Which kinds of projection have a bias.
  ///
  /// @param attentionInput queries, keys and values
  /// @param attentionOutput `attn_output`
  /// @param feedForward all of a feed-forward block
  /// @param norm all norms but those of heads
  /// @param output the logits
  public record BiasRules(
      Presence attentionInput,
      Presence attentionOutput,
      Presence feedForward,
      Presence norm,
      Presence output) {
    /// Returns the rules of a model in which attention alone may have biases.
    public static BiasRules ofAttention(Presence input, Presence output) {
      return new BiasRules(input, output, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT);
    }

    /// Returns the rules of a model in which every kind follows the same one.
    public static BiasRules all(Presence presence) {
      return new BiasRules(presence, presence, presence, presence, presence);
    }
  }

  /// Whether a model has a tensor.
  public enum Presence {
    /// It has none: one that is there is refused.
    ABSENT,
    /// It is applied if it is there.
    OPTIONAL,
    /// A model without it is refused.
    REQUIRED
  }
}
