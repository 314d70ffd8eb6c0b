package assay.engine.family;

import java.util.HashMap;
import java.util.Map;

/// What tensors that several families have are called in checkpoints, and in GGUF files behind
/// that. Names within a block are without its prefix.
///
/// Source: Hugging Face Transformers, `modeling_*.py`; llama.cpp, `tensor_mapping.py`.
final class Tables {
  static final Map<String, String> OUTSIDE =
      Map.of(
          "model.embed_tokens", "token_embd",
          "model.norm", "output_norm",
          "lm_head", "output");

  static final Map<String, String> ATTENTION =
      Map.of(
          "self_attn.q_proj", "attn_q",
          "self_attn.k_proj", "attn_k",
          "self_attn.v_proj", "attn_v",
          "self_attn.o_proj", "attn_output");

  static final Map<String, String> HEAD_NORMS =
      Map.of("self_attn.q_norm", "attn_q_norm", "self_attn.k_norm", "attn_k_norm");

  static final Map<String, String> NORMS =
      Map.of("input_layernorm", "attn_norm", "post_attention_layernorm", "ffn_norm");

  /// Of families that normalise outputs too, and call those norms "post".
  static final Map<String, String> NORMS_AROUND =
      Map.of(
          "input_layernorm", "attn_norm",
          "post_attention_layernorm", "post_attention_norm",
          "pre_feedforward_layernorm", "ffn_norm",
          "post_feedforward_layernorm", "post_ffw_norm");

  static final Map<String, String> GATED =
      Map.of(
          "mlp.gate_proj", "ffn_gate",
          "mlp.up_proj", "ffn_up",
          "mlp.down_proj", "ffn_down");

  static final Map<String, String> EXPERTS =
      Map.of(
          "mlp.gate", "ffn_gate_inp",
          "mlp.experts.*.gate_proj", "ffn_gate",
          "mlp.experts.*.up_proj", "ffn_up",
          "mlp.experts.*.down_proj", "ffn_down");

  static final Map<String, String> SHARED_EXPERT =
      Map.of(
          "mlp.shared_expert_gate", "ffn_gate_inp_shexp",
          "mlp.shared_expert.gate_proj", "ffn_gate_shexp",
          "mlp.shared_expert.up_proj", "ffn_up_shexp",
          "mlp.shared_expert.down_proj", "ffn_down_shexp");

  static final Map<String, String> SHARED_EXPERTS =
      Map.of(
          "mlp.gate.e_score_correction_bias", "exp_probs_b.bias",
          "mlp.shared_experts.gate_proj", "ffn_gate_shexp",
          "mlp.shared_experts.up_proj", "ffn_up_shexp",
          "mlp.shared_experts.down_proj", "ffn_down_shexp");

  /// Of Mixtral and those after it.
  static final Map<String, String> MIXTRAL_EXPERTS =
      Map.of(
          "block_sparse_moe.gate", "ffn_gate_inp",
          "block_sparse_moe.experts.*.w1", "ffn_gate",
          "block_sparse_moe.experts.*.w3", "ffn_up",
          "block_sparse_moe.experts.*.w2", "ffn_down");

  private Tables() {}

  @SafeVarargs
  static Map<String, String> join(Map<String, String>... tables) {
    Map<String, String> all = new HashMap<>();
    for (Map<String, String> table : tables) {
      all.putAll(table);
    }
    return all;
  }
}
