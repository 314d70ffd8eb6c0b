package assay.engine.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.ModelConfig;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.RopeScaling.YarnRamp;
import assay.engine.config.Window;
import assay.engine.family.TensorNames;
import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `config.json` of each family; values of published models are quoted from their own files.
final class CheckpointConfigTest {
  private static final Path ROOT = Path.of("src/test/resources/assay/engine/huggingface");
  private static final Path SAVED_BY_5 = Path.of("src/test/resources/assay/engine/transformers5");
  private static final Path FILE = Path.of("config.json");

  @Test
  void readsGroupedHeads() throws IOException {
    ModelConfig config = CheckpointConfig.read(stored("qwen3")).config();
    assertThat(config.architecture()).isEqualTo("qwen3");
    assertThat(config.layerCount()).isEqualTo(2);
    GroupedQuery attention = (GroupedQuery) config.blocks().getFirst().attention();
    assertThat(attention.headCount()).isEqualTo(4);
    assertThat(attention.kvHeadCount()).isEqualTo(2);
    assertThat(attention.headDim()).isEqualTo(12);
    assertThat(attention.norm()).isEqualTo(HeadNorm.EACH);
    assertThat(attention.window()).isEmpty();
  }

  @Test
  void readsWindowsLayerByLayer() throws IOException {
    assertThat(windows("gemma3_text"))
        .containsExactly(
            OptionalInt.of(8), OptionalInt.of(8), OptionalInt.empty(), OptionalInt.of(8));
    assertThat(windows("qwen2-window")).containsExactly(OptionalInt.empty(), OptionalInt.of(8));
    assertThat(windows("mistral")).containsExactly(OptionalInt.of(8), OptionalInt.of(8));
    assertThat(windows("mixtral")).containsExactly(OptionalInt.empty(), OptionalInt.empty());
  }

  @Test
  void givesOldMistralFilesTheWindowOfTransformers() throws IOException {
    JsonElement config = edited("mistral", "  \"sliding_window\": 8,\n", "");
    GroupedQuery attention =
        (GroupedQuery) CheckpointConfig.read(config).config().blocks().getFirst().attention();
    assertThat(attention.window()).contains(Window.sliding(4096));
  }

  @Test
  void leavesTheLayersDenseThatTheFileNames() throws IOException {
    JsonElement config = edited("qwen2_moe", "\"mlp_only_layers\": []", "\"mlp_only_layers\": [1]");
    List<?> kinds =
        CheckpointConfig.read(config).config().blocks().stream()
            .map(block -> block.feedForward().getClass())
            .toList();
    assertThat(kinds).isEqualTo(List.of(Experts.class, Gated.class));
  }

  @Test
  void readsScalingInOldAndNewSpelling() throws IOException {
    RopeScaling expected = new Yarn(4, 16, YarnRamp.DEFAULT, Yarn.magnitude(4, 1), 1);
    assertThat(rotary(stored("qwen3-yarn")).scaling()).isEqualTo(expected);
    String old = "\"rope_type\": \"yarn\"";
    assertThat(rotary(edited("qwen3-yarn", old, "\"type\": \"yarn\"")).scaling())
        .isEqualTo(expected);
    String json =
        Files.readString(ROOT.resolve("qwen3-yarn/config.json"))
            .replace("\"rope_scaling\": {", "\"rope_parameters\": {\n    \"rope_theta\": 20000.0,")
            .replace("  \"rope_theta\": 10000.0,\n", "");
    Rotary newer = rotary(JsonElement.parse(FILE, json));
    assertThat(newer.scaling()).isEqualTo(expected);
    assertThat(newer.base()).isEqualTo(20_000);
  }

  /// Transformers' `load_gguf_checkpoint` keeps `general.name` of the GGUF file under this name,
  /// and `save_pretrained` writes it.
  @Test
  void readsWhatTransformersSavesOfAGgufFile() throws IOException {
    JsonElement config =
        edited("qwen3", "\"model_type\"", "\"_model_name_or_path\": \"Tiny\",\n  \"model_type\"");
    assertThat(CheckpointConfig.read(config).config())
        .isEqualTo(CheckpointConfig.read(stored("qwen3")).config());
  }

  @Test
  void readsOneRotationForEachKindOfLayer() throws IOException {
    String json =
        Files.readString(ROOT.resolve("gemma3_text/config.json"))
            .replaceAll("\"rope_scaling\": \\{[^}]*\\}", newGemma3Rotations())
            .replaceAll("  \"rope_local_base_freq\": .*\n", "")
            .replaceAll("  \"rope_theta\": .*\n", "");
    ModelConfig config = CheckpointConfig.read(JsonElement.parse(FILE, json)).config();
    ModelConfig stored = CheckpointConfig.read(stored("gemma3_text")).config();
    assertThat(config.blocks()).isEqualTo(stored.blocks());
  }

  private static String newGemma3Rotations() {
    return "\"rope_parameters\": {\"full_attention\": {\"rope_theta\": 1000000.0,"
        + " \"rope_type\": \"linear\", \"factor\": 8.0}, \"sliding_attention\":"
        + " {\"rope_theta\": 10000.0, \"rope_type\": \"default\"}}";
  }

  static Stream<String> savedByTransformers5() throws IOException {
    try (Stream<Path> files = Files.list(SAVED_BY_5)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      return names.stream().map(name -> name.replace(".json", ""));
    }
  }

  /// The same checkpoints, opened and saved again by Transformers 5, whose logits are the same.
  @ParameterizedTest
  @MethodSource("savedByTransformers5")
  void readsWhatEitherVersionOfTransformersWrites(String name) throws IOException {
    CheckpointDescription newer =
        CheckpointConfig.read(JsonElement.read(SAVED_BY_5.resolve(name + ".json")));
    CheckpointDescription older = CheckpointConfig.read(stored(name));
    assertThat(newer.config()).isEqualTo(older.config());
    assertThat(newer.tied()).isEqualTo(older.tied());
    assertThat(newer.names().inside()).isEqualTo(older.names().inside());
  }

  @Test
  void readsWindowsOfQwensExperts() throws IOException {
    assertThat(windows("qwen3_moe-window")).containsExactly(OptionalInt.of(8), OptionalInt.of(8));
    assertThat(windows("qwen2_moe-window")).containsExactly(OptionalInt.of(8), OptionalInt.empty());
  }

  /// The members that Qwen3.5's own files have and Transformers does not write.
  @Test
  void readsWhatQwen35sOwnFilesSay() throws IOException {
    String json =
        Files.readString(ROOT.resolve("qwen3_5-wrapped/config.json"))
            .replace(
                "\"linear_conv_kernel_dim\"",
                "\"attn_output_gate\": true, \"full_attention_interval\": 4,"
                    + " \"mamba_ssm_dtype\": \"float32\", \"mlp_only_layers\": [],"
                    + " \"mtp_num_hidden_layers\": 1, \"mtp_use_dedicated_embeddings\": false,"
                    + " \"linear_conv_kernel_dim\"")
            .replace(
                "\"partial_rotary_factor\"",
                "\"mrope_interleaved\": true, \"mrope_section\": [1, 1, 0],"
                    + " \"partial_rotary_factor\"");
    CheckpointDescription stated = CheckpointConfig.read(JsonElement.parse(FILE, json));
    assertThat(stated.config())
        .isEqualTo(CheckpointConfig.read(stored("qwen3_5-wrapped")).config());
    assertThat(stated.names().fateOf("mtp.layers.0.mlp.up_proj.weight"))
        .isInstanceOf(TensorNames.Fate.Unused.class);
    assertThat(stated.names().fateOf("model.language_model.layers.1.self_attn.q_norm.weight"))
        .isEqualTo(new TensorNames.Fate.Named("blk.1.attn_q_norm.weight"));
    assertThat(stated.names().fateOf("model.audio.weight"))
        .isInstanceOf(TensorNames.Fate.Unknown.class);
  }

  @Test
  void readsDeepSeekV3sOwnFile() {
    ModelConfig config = CheckpointConfig.read(JsonElement.parse(FILE, DEEPSEEK_V3)).config();
    assertThat(config.layerCount()).isEqualTo(61);
    assertThat(config.contextLength()).isEqualTo(163_840);
    Latent attention = (Latent) config.blocks().getFirst().attention();
    assertThat(attention.shape().entryDim()).isEqualTo(576);
    Yarn yarn = (Yarn) ((Rotary) attention.position()).scaling();
    assertThat(yarn.magnitude()).isEqualTo(1);
    assertThat(yarn.scoreFactor()).isEqualTo(Math.pow(0.1 * Math.log(40) + 1, 2));
    Experts experts = (Experts) config.blocks().get(3).feedForward();
    assertThat(experts.router().expertCount()).isEqualTo(256);
    assertThat(experts.router().groups().orElseThrow().ranking()).isEqualTo(2);
    assertThat(config.blocks().get(2).feedForward()).isInstanceOf(Gated.class);
  }

  /// deepseek-ai/DeepSeek-V3, `config.json`.
  private static final String DEEPSEEK_V3 =
      """
      {"architectures": ["DeepseekV3ForCausalLM"], "attention_bias": false,
       "attention_dropout": 0.0, "auto_map": {"AutoConfig": "x"}, "bos_token_id": 0,
       "eos_token_id": 1, "ep_size": 1, "first_k_dense_replace": 3, "hidden_act": "silu",
       "hidden_size": 7168, "initializer_range": 0.02, "intermediate_size": 18432,
       "kv_lora_rank": 512, "max_position_embeddings": 163840, "model_type": "deepseek_v3",
       "moe_intermediate_size": 2048, "moe_layer_freq": 1, "n_group": 8,
       "n_routed_experts": 256, "n_shared_experts": 1, "norm_topk_prob": true,
       "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
       "num_key_value_heads": 128, "num_nextn_predict_layers": 1, "q_lora_rank": 1536,
       "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
       "quantization_config": {"activation_scheme": "dynamic", "fmt": "e4m3",
         "quant_method": "fp8", "weight_block_size": [128, 128]},
       "rms_norm_eps": 1e-06,
       "rope_scaling": {"beta_fast": 32, "beta_slow": 1, "factor": 40, "mscale": 1.0,
         "mscale_all_dim": 1.0, "original_max_position_embeddings": 4096, "type": "yarn"},
       "rope_theta": 10000, "routed_scaling_factor": 2.5, "scoring_func": "sigmoid",
       "tie_word_embeddings": false, "topk_group": 4, "topk_method": "noaux_tc",
       "torch_dtype": "bfloat16", "transformers_version": "4.33.1", "use_cache": true,
       "v_head_dim": 128, "vocab_size": 129280}
      """;

  /// bigscience/bloom-560m, `config.json`.
  private static final String BLOOM =
      """
      {"apply_residual_connection_post_layernorm": false, "architectures": ["BloomForCausalLM"],
       "attention_dropout": 0.0, "attention_softmax_in_fp32": true, "bias_dropout_fusion": true,
       "bos_token_id": 1, "eos_token_id": 2, "hidden_dropout": 0.0, "hidden_size": 1024,
       "initializer_range": 0.02, "layer_norm_epsilon": 1e-05, "masked_softmax_fusion": true,
       "model_type": "bloom", "n_head": 16, "n_inner": null, "n_layer": 24, "offset_alibi": 100,
       "pad_token_id": 3, "pretraining_tp": 1, "skip_bias_add": true, "skip_bias_add_qkv": false,
       "slow_but_exact": false, "transformers_version": "4.26.0", "unk_token_id": 0,
       "use_cache": true, "vocab_size": 250880}
      """;

  /// mosaicml/mpt-7b-instruct, `config.json`.
  private static final String MPT =
      """
      {"architectures": ["MPTForCausalLM"],
       "attn_config": {"alibi": true, "alibi_bias_max": 8, "attn_impl": "torch", "attn_pdrop": 0,
         "attn_type": "multihead_attention", "attn_uses_sequence_id": false, "clip_qkv": null,
         "prefix_lm": false, "qk_ln": false, "softmax_scale": null},
       "auto_map": {"AutoConfig": "x"}, "d_model": 4096, "emb_pdrop": 0,
       "embedding_fraction": 1.0, "expansion_ratio": 4, "init_config": {"name": "x"},
       "init_device": "cpu", "learned_pos_emb": true, "logit_scale": null, "max_seq_len": 2048,
       "model_type": "mpt", "n_heads": 32, "n_layers": 32, "no_bias": true,
       "norm_type": "low_precision_layernorm", "resid_pdrop": 0,
       "tokenizer_name": "EleutherAI/gpt-neox-20b", "torch_dtype": "bfloat16",
       "transformers_version": "4.28.1", "use_cache": false, "verbose": 0, "vocab_size": 50432}
      """;

  @Test
  void readsTheFilesOfBloomAndMpt() {
    ModelConfig bloom = CheckpointConfig.read(JsonElement.parse(FILE, BLOOM)).config();
    assertThat(bloom.contextLength()).isEqualTo(2048);
    assertThat(((GroupedQuery) bloom.blocks().getLast().attention()).headDim()).isEqualTo(64);
    ModelConfig mpt = CheckpointConfig.read(JsonElement.parse(FILE, MPT)).config();
    assertThat(mpt.norm().epsilon()).isEqualTo(1e-5f);
    assertThat(((GroupedQuery) mpt.blocks().getLast().attention()).clip()).isEmpty();
  }

  @Test
  void turnsAPartOfEachHeadAsPhi4MiniDoes() throws IOException {
    String more =
        "\"partial_rotary_factor\": 0.75, \"full_attn_mod\": 1, \"interpolate_factor\": 1,"
            + " \"lm_head_bias\": false, \"mlp_bias\": false";
    JsonElement config = edited("phi3-window", "\"partial_rotary_factor\": 1.0", more);
    assertThat(rotary(config).width()).isEqualTo(6);
  }

  @Test
  void passesOverTheLayersThatPredictSeveralTokens() {
    TensorNames names = CheckpointConfig.read(JsonElement.parse(FILE, DEEPSEEK_V3)).names();
    assertThat(names.fateOf("model.layers.61.eh_proj.weight"))
        .isInstanceOf(TensorNames.Fate.Unused.class);
    assertThat(names.fateOf("model.layers.62.eh_proj.weight"))
        .isInstanceOf(TensorNames.Fate.Unknown.class);
    assertThat(names.fateOf("model.layers.60.mlp.gate.e_score_correction_bias"))
        .isEqualTo(new TensorNames.Fate.Named("blk.60.exp_probs_b.bias"));
    assertThat(names.fateOf("model.layers.60.mlp.experts.255.up_proj.weight_scale_inv"))
        .isEqualTo(new TensorNames.Fate.Named("blk.60.ffn_up.255.weight_scale_inv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qwen2 | \"model_type\": \"qwen2\" | \"model_type\": \"gpt2\" | $.model_type: the engine"
            + " does not run this kind of model",
        "qwen2 | \"model_type\": \"qwen2\" | \"model_type\": \"xlm-roberta\" | $.model_type: this"
            + " model makes vectors of texts (an encoder, for embeddings or ranking): it writes"
            + " nothing",
        "qwen2 | \"use_cache\": true | \"use_cache\": true, \"alibi\": true | $.alibi: the engine"
            + " does not know this setting of the architecture",
        "qwen2 | \"hidden_act\": \"silu\" | \"hidden_act\": \"relu\" | $.hidden_act: the engine"
            + " does not run this setting of the architecture",
        "qwen2 | \"num_key_value_heads\": 2 | \"num_key_value_heads\": 3 | $.num_key_value_heads:"
            + " query heads do not divide among the key heads",
        "qwen2 | \"num_hidden_layers\": 2 | \"num_hidden_layers\": 5000 | $.num_hidden_layers:"
            + " value is out of range",
        "qwen2 | \"num_hidden_layers\": 2 | \"num_hidden_layers\": 0 | $.num_hidden_layers: value"
            + " is out of range",
        "qwen2 | \"rms_norm_eps\": 1e-06, | | $: a member is missing",
        "qwen2 | \"rope_theta\": 10000.0 | \"rope_theta\": 1.0 | $.rope_theta: value is out of"
            + " range",
        "qwen2_moe-window | \"layer_types\" | \"mlp_types\" | $: a member is missing",
        "phi3-partial | 0.75 | 0.7 | $.rope_parameters.partial_rotary_factor: value is out of"
            + " range",
        "llama-gelu | \"rope_theta\": | \"partial_rotary_factor\": 0.5, \"rope_theta\": |"
            + " $.rope_parameters.partial_rotary_factor: the engine does not run this setting",
        "llama-gelu | \"rope_theta\": | \"llama_4_scaling_beta\": 0.1, \"rope_theta\": |"
            + " $.rope_parameters.llama_4_scaling_beta: the engine does not know this setting",
        "qwen3_moe-window | \"num_local_experts\": 6 | \"num_local_experts\": 6, \"num_experts\": 5"
            + " | $.num_experts: a setting has two values",
        "qwen3_next | \"linear_attention\", | \"mamba\", | $.layer_types[0]: the engine does not"
            + " run this kind of layer",
        "qwen3_5-wrapped | \"linear_num_value_heads\": 4 | \"linear_num_value_heads\": 3 |"
            + " $.text_config.linear_num_value_heads: value is out of range",
        "qwen3_5-wrapped | \"text_config\" | \"audio_config\" | $: a member is missing",
        "qwen3-yarn | \"rope_type\": \"yarn\" | \"rope_type\": \"other\" |"
            + " $.rope_scaling.rope_type: the engine does not run this setting",
        "qwen3-yarn | \"rope_type\": \"yarn\" | \"rope_type\": \"yarn\", \"type\": \"linear\" |"
            + " $.rope_scaling.type: the engine does not run this setting",
        "qwen3-yarn | \"factor\": 4.0 | \"factor\": 4.0, \"ramp\": 1 | $.rope_scaling.ramp: the"
            + " engine does not know this setting",
        "phi3-long | 3.2, | | $.rope_scaling.long_factor: value is out of range",
        "phimoe | \"long_mscale\": 1.2 | \"long_mscale\": 1.3 | $.rope_scaling.long_mscale: the"
            + " engine does not run this setting",
        "phimoe | \"router_jitter_noise\": 0.01 | \"router_jitter_noise\": 0.1 |"
            + " $.router_jitter_noise: the engine does not run this setting",
        "deepseek_v3 | \"n_group\": 4 | \"n_group\": 3 | $.n_group: value is out of range",
        "deepseek_v3-fp8 | \"quant_method\": \"fp8\" | \"quant_method\": \"bitsandbytes\" |"
            + " $.quantization_config.quant_method: the engine does not run this setting",
        "llama-gptq | \"quant_method\": \"gptq\" | \"quant_method\": \"hqq\" |"
            + " $.quantization_config.quant_method: the engine does not run this setting",
        "llama-gptq | \"quant_method\": \"gptq\" | \"quant_method\": \"exl2\" |"
            + " $.quantization_config.quant_method: the engine does not run this setting",
        "llama-gptq | \"bits\": 4 | \"bits\": 3 | $.quantization_config.bits: the engine does not"
            + " run this setting",
        "llama-gptq | \"checkpoint_format\": \"gptq\" | \"checkpoint_format\": \"marlin\" |"
            + " $.quantization_config.checkpoint_format: the engine does not run this setting",
        "qwen2-awq | \"version\": \"gemm\" | \"version\": \"gemv\" |"
            + " $.quantization_config.version: the engine does not run this setting",
        "qwen2-awq | \"zero_point\": true | \"zero_point\": false |"
            + " $.quantization_config.zero_point: the engine does not run this setting",
        "qwen3-int4 | \"format\": \"pack-quantized\" | \"format\": \"nvfp4-pack-quantized\" |"
            + " $.quantization_config.format: the engine does not run this setting",
        "qwen3-int4 | \"kv_cache_scheme\": null | \"kv_cache_scheme\": {\"num_bits\": 8} |"
            + " $.quantization_config.kv_cache_scheme: the engine does not run this setting",
        "qwen3-int4 | \"kv_cache_scheme\": null | \"transform_config\": {\"R1\": {}} |"
            + " $.quantization_config.transform_config: the engine does not run this setting",
        "mpt | \"qk_ln\": false | \"qk_ln\": true | $.attn_config.qk_ln: the engine does not run"
            + " this setting",
        "mpt | \"alibi\": true | \"alibi\": false | $.attn_config.alibi: the engine does not run"
            + " this setting",
        "bloom | \"apply_residual_connection_post_layernorm\": false |"
            + " \"apply_residual_connection_post_layernorm\": true |"
            + " $.apply_residual_connection_post_layernorm: the engine does not run this setting",
        "gemma2 | \"sliding_attention\", | \"chunked_attention\", | $.layer_types[0]: the engine"
            + " does not run this kind of layer",
        "gemma | \"hidden_act\": \"gelu_pytorch_tanh\" | \"hidden_act\": \"gelu\" | $.hidden_act:"
            + " the engine does not run this setting"
      })
  void refusesWhatItWouldNotApply(String name, String from, String to, String message)
      throws IOException {
    JsonElement config = edited(name, from, to == null ? "" : to);
    assertThatThrownBy(() -> CheckpointConfig.read(config))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageStartingWith(FILE + ": " + message);
  }

  @Test
  void saysWhatWasExpectedAndFound() throws IOException {
    JsonElement config = edited("qwen2", "\"hidden_act\": \"silu\"", "\"hidden_act\": \"relu\"");
    assertThatThrownBy(() -> CheckpointConfig.read(config))
        .hasMessage(
            "config.json: $.hidden_act: the engine does not run this setting of the architecture\n"
                + "  expected \"silu\", \"gelu\" or \"gelu_pytorch_tanh\", found \"relu\". "
                + "Fetch the file again, or use a model that the engine supports");
  }

  private static JsonElement stored(String name) throws IOException {
    return JsonElement.read(ROOT.resolve(name).resolve("config.json"));
  }

  private static JsonElement edited(String name, String from, String to) throws IOException {
    String json = Files.readString(ROOT.resolve(name).resolve("config.json"));
    assertThat(json).contains(from);
    int at = json.indexOf(from);
    return JsonElement.parse(FILE, json.substring(0, at) + to + json.substring(at + from.length()));
  }

  private static List<OptionalInt> windows(String name) throws IOException {
    return CheckpointConfig.read(stored(name)).config().blocks().stream()
        .map(block -> ((GroupedQuery) block.attention()).window())
        .map(window -> window.map(Window::size).map(OptionalInt::of).orElse(OptionalInt.empty()))
        .toList();
  }

  private static Rotary rotary(JsonElement config) {
    return (Rotary)
        CheckpointConfig.read(config).config().blocks().getFirst().attention().position();
  }
}
