package assay.engine.family;

import java.util.List;
import java.util.Optional;

/// A setting, under its name in each format.
///
/// @param gguf behind the architecture; empty if GGUF files do not have it
/// @param checkpoint in `config.json`, as different versions spell it; empty if it is not there
record Key(Optional<String> gguf, List<String> checkpoint) {
  static final Key MODEL_TYPE = inCheckpoint("model_type");
  static final Key CONTEXT = of("context_length", "max_position_embeddings");
  static final Key MODEL_DIM = of("embedding_length", "hidden_size", "n_embed", "d_model");
  static final Key LAYERS = of("block_count", "num_hidden_layers", "n_layer", "n_layers");
  static final Key HEADS = of("attention.head_count", "num_attention_heads", "n_head", "n_heads");
  static final Key KV_HEADS = of("attention.head_count_kv", "num_key_value_heads");
  static final Key HEAD_DIM = of("attention.key_length", "head_dim");
  static final Key VALUE_DIM = inGguf("attention.value_length");
  static final Key WINDOW = of("attention.sliding_window", "sliding_window");
  static final Key RMS_EPSILON = of("attention.layer_norm_rms_epsilon", "rms_norm_eps");
  static final Key LAYER_EPSILON = of("attention.layer_norm_epsilon", "layer_norm_epsilon");
  static final Key FFN_DIM = of("feed_forward_length", "intermediate_size");
  static final Key EXPERTS = of("expert_count", "num_local_experts", "num_experts");
  static final Key EXPERTS_USED = of("expert_used_count", "num_experts_per_tok");
  static final Key EXPERT_DIM = of("expert_feed_forward_length", "moe_intermediate_size");
  static final Key NORMALISED = of("expert_weights_norm", "norm_topk_prob");
  static final Key WEIGHT_SCALE = of("expert_weights_scale", "routed_scaling_factor");
  static final Key SPARE_LAYERS =
      of("nextn_predict_layers", "num_nextn_predict_layers", "num_mtp_layers");
  static final Key LOGIT_CAP = of("final_logit_softcapping", "final_logit_softcapping");
  static final Key SCORE_CAP = of("attn_logit_softcapping", "attn_logit_softcapping");
  static final Key ACTIVATION = inCheckpoint("hidden_act");
  static final Key ATTENTION_BIAS = inCheckpoint("attention_bias");
  static final Key MLP_BIAS = inCheckpoint("mlp_bias");
  static final Key OUTPUT_BIAS = inCheckpoint("lm_head_bias");
  static final Key TIED = inCheckpoint("tie_word_embeddings");
  static final Key LAYER_TYPES = inCheckpoint("layer_types");

  /// Copies the list.
  Key {
    checkpoint = List.copyOf(checkpoint);
  }

  static Key of(String gguf, String... checkpoint) {
    return new Key(Optional.of(gguf), List.of(checkpoint));
  }

  static Key inGguf(String gguf) {
    return new Key(Optional.of(gguf), List.of());
  }

  static Key inCheckpoint(String... checkpoint) {
    return new Key(Optional.empty(), List.of(checkpoint));
  }
}
