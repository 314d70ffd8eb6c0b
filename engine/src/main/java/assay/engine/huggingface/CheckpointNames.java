package assay.engine.huggingface;

import java.util.HashMap;
import java.util.Map;

/// What tensors are called in checkpoints, and in GGUF files behind that.
///
/// Source: Hugging Face Transformers 4.57, `modeling_*.py`; llama.cpp, `tensor_mapping.py`.
final class CheckpointNames {
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

  static final Map<String, String> LATENT =
      Map.of(
          "self_attn.q_proj", "attn_q",
          "self_attn.q_a_proj", "attn_q_a",
          "self_attn.q_a_layernorm", "attn_q_a_norm",
          "self_attn.q_b_proj", "attn_q_b",
          "self_attn.kv_a_proj_with_mqa", "attn_kv_a_mqa",
          "self_attn.kv_a_layernorm", "attn_kv_a_norm",
          "self_attn.kv_b_proj", "attn_kv_b",
          "self_attn.o_proj", "attn_output");

  static final Map<String, String> NORMS =
      Map.of("input_layernorm", "attn_norm", "post_attention_layernorm", "ffn_norm");

  /// Gemma 2 and 3 normalise outputs too, and call those norms "post".
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
          "mlp.gate.e_score_correction_bias", "exp_probs_b.bias",
          "mlp.experts.*.gate_proj", "ffn_gate",
          "mlp.experts.*.up_proj", "ffn_up",
          "mlp.experts.*.down_proj", "ffn_down");

  static final Map<String, String> QWEN_SHARED =
      Map.of(
          "mlp.shared_expert_gate", "ffn_gate_inp_shexp",
          "mlp.shared_expert.gate_proj", "ffn_gate_shexp",
          "mlp.shared_expert.up_proj", "ffn_up_shexp",
          "mlp.shared_expert.down_proj", "ffn_down_shexp");

  static final Map<String, String> DEEPSEEK_SHARED =
      Map.of(
          "mlp.shared_experts.gate_proj", "ffn_gate_shexp",
          "mlp.shared_experts.up_proj", "ffn_up_shexp",
          "mlp.shared_experts.down_proj", "ffn_down_shexp");

  static final Map<String, String> MIXTRAL_EXPERTS =
      Map.of(
          "block_sparse_moe.gate", "ffn_gate_inp",
          "block_sparse_moe.experts.*.w1", "ffn_gate",
          "block_sparse_moe.experts.*.w3", "ffn_up",
          "block_sparse_moe.experts.*.w2", "ffn_down");

  static final Map<String, String> PHI3 =
      Map.of(
          "self_attn.qkv_proj", "attn_qkv",
          "self_attn.o_proj", "attn_output",
          "mlp.gate_up_proj", "ffn_up",
          "mlp.down_proj", "ffn_down");

  /// Published BLOOM files leave out `transformer.`, which Transformers writes.
  static final Map<String, String> BLOOM_OUTSIDE =
      Map.of(
          "transformer.word_embeddings", "token_embd",
          "transformer.word_embeddings_layernorm", "token_embd_norm",
          "transformer.ln_f", "output_norm",
          "word_embeddings", "token_embd",
          "word_embeddings_layernorm", "token_embd_norm",
          "ln_f", "output_norm",
          "lm_head", "output");

  static final Map<String, String> BLOOM =
      Map.of(
          "input_layernorm", "attn_norm",
          "self_attention.query_key_value", "attn_qkv",
          "self_attention.dense", "attn_output",
          "post_attention_layernorm", "ffn_norm",
          "mlp.dense_h_to_4h", "ffn_up",
          "mlp.dense_4h_to_h", "ffn_down");

  static final Map<String, String> MPT_OUTSIDE =
      Map.of(
          "transformer.wte", "token_embd",
          "transformer.norm_f", "output_norm",
          "lm_head", "output");

  static final Map<String, String> MPT =
      Map.of(
          "norm_1", "attn_norm",
          "attn.Wqkv", "attn_qkv",
          "attn.out_proj", "attn_output",
          "norm_2", "ffn_norm",
          "ffn.up_proj", "ffn_up",
          "ffn.down_proj", "ffn_down");

  private CheckpointNames() {}

  /// Returns the names of a model whose blocks have the tensors of several tables.
  @SafeVarargs
  static TensorNames of(int layerCount, Map<String, String>... tables) {
    Map<String, String> inside = new HashMap<>();
    for (Map<String, String> table : tables) {
      inside.putAll(table);
    }
    return new TensorNames(OUTSIDE, inside, layerCount, 0);
  }
}
