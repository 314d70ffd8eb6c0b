package assay.engine.huggingface;

import assay.engine.family.Families;
import assay.engine.family.JsonSettings;
import assay.engine.family.Outline;
import assay.engine.format.JsonElement;
import java.util.Set;

/// Turns `config.json` into what the engine runs.
///
/// A member that is not known here, or has a value that the engine does not apply, is refused: it
/// may change the arithmetic. Defaults of members that published files leave out are those of
/// Transformers 4.57.
final class CheckpointConfig {
  /// Models around a text model, whose configuration is a member of theirs.
  private static final Set<String> WITH_PICTURES =
      Set.of("gemma3", "mistral3", "qwen3_5", "qwen3_5_moe");

  private static final Set<String> ABOUT_PICTURES =
      Set.of(
          "boi_token_index",
          "eoi_token_index",
          "image_token_id",
          "image_token_index",
          "mm_tokens_per_image",
          "multimodal_projector_bias",
          "projector_hidden_act",
          "spatial_merge_size",
          "video_token_id",
          "vision_config",
          "vision_end_token_id",
          "vision_feature_layer",
          "vision_start_token_id");

  /// Members about training, storage, other tokens than those computed, and how others run the
  /// model. Where `pretraining_tp` or `slow_but_exact` are used, they change rounding alone.
  private static final Set<String> SILENT =
      Set.of(
          "_attn_implementation_autoset",
          "_model_name_or_path",
          "_name_or_path",
          "architectures",
          "attention_dropout",
          "attn_pdrop",
          "auto_map",
          "aux_loss_alpha",
          "bos_token_id",
          "cache_implementation",
          "dtype",
          "embd_pdrop",
          "emb_pdrop",
          "eos_token_id",
          "ep_size",
          "hidden_dropout",
          "init_config",
          "init_device",
          "initializer_range",
          "input_jitter_noise",
          "model_type",
          "output_attentions",
          "output_hidden_states",
          "output_router_logits",
          "pad_token_id",
          "pretraining_tp",
          "resid_pdrop",
          "return_dict",
          "router_aux_loss_coef",
          "seq_aux",
          "slow_but_exact",
          "tokenizer_name",
          "tokenizer_class",
          "torch_dtype",
          "transformers_version",
          "unk_token_id",
          "use_cache",
          "verbose");

  private CheckpointConfig() {}

  /// Reads the object of `config.json`.
  ///
  /// @throws MalformedModelException if the model is of a kind that the engine does not run, or a
  ///   member is missing, out of range or not known
  static CheckpointDescription read(JsonElement json) {
    JsonSettings config = new JsonSettings(json);
    config.ignore(SILENT);
    Outline model =
        WITH_PICTURES.contains(config.text("model_type")) ? inner(config) : Families.read(config);
    Quantization quantization = QuantizationConfig.read(config);
    config.refuseUnread();
    return new CheckpointDescription(model.config(), model.names(), model.tied(), quantization);
  }

  /// Reads the text model of one that takes pictures too, which the engine leaves out.
  private static Outline inner(JsonSettings config) {
    config.ignore(ABOUT_PICTURES);
    JsonSettings text =
        config.child("text_config").orElseThrow(() -> config.missing("text_config"));
    text.ignore(SILENT);
    Outline model = Families.read(text);
    text.refuseUnread();
    boolean tied = config.find("tie_word_embeddings").map(JsonElement::bool).orElse(model.tied());
    return new Outline(model.config(), model.names().withPictures(), tied);
  }
}
