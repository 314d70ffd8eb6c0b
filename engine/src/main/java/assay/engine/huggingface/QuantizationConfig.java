package assay.engine.huggingface;

import assay.engine.family.JsonSettings;
import assay.engine.format.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `quantization_config`.
///
/// Weights have the values that the file gives them; that the libraries' own kernels round
/// activations, or products to 16 bits, is not followed.
///
/// Source: Transformers, `quantization_config.py`; compressed-tensors, `quant_config.py`.
final class QuantizationConfig {
  private static final String METHODS =
      "\"gptq\", \"awq\", \"compressed-tensors\", \"fp8\", \"fbgemm_fp8\" or \"mxfp4\"";

  /// How weights were made, what was left out, and how others multiply them.
  private static final Set<String> SILENT =
      Set.of(
          "activation_scale_ub",
          "activation_scheme",
          "backend",
          "block_name_to_quantize",
          "cache_block_outputs",
          "damp_auto_increment",
          "damp_percent",
          "dataset",
          "dequantize",
          "desc_act", // says something of GPTQ only
          "do_fuse",
          "exllama_config",
          "fuse_max_seq_len",
          "group_size", // read where it says something
          "ignored_layers",
          "is_marlin_format",
          "lm_head",
          "max_input_length",
          "meta",
          "model_file_base_name",
          "model_name_or_path",
          "model_seqlen",
          "modules_in_block_to_quantize",
          "modules_to_fuse",
          "modules_to_not_convert",
          "module_name_preceding_first_block",
          "mse",
          "pad_token_id",
          "quantizer",
          "scale_fmt",
          "static_groups",
          "sym",
          "tokenizer",
          "true_sequential",
          "use_cuda_fp16",
          "use_exllama");

  private static final Set<String> ABOUT_COMPRESSION =
      Set.of(
          "global_compression_ratio",
          "ignore",
          "quantization_status",
          "sparsity_config", // sparse tensors have other names
          "version");

  private static final List<String> FORMATS =
      List.of(
          "dense",
          "float-quantized",
          "int-quantized",
          "mixed-precision",
          "naive-quantized",
          "pack-quantized");

  private QuantizationConfig() {}

  /// Reads the member of a configuration, if it is there.
  ///
  /// @throws MalformedModelException if weights are stored in a way that the engine does not read
  static Quantization read(JsonSettings config) {
    Optional<JsonSettings> found = config.child("quantization_config");
    if (found.isEmpty()) {
      return new Quantization.None();
    }
    JsonSettings settings = found.get();
    settings.ignore(SILENT);
    Quantization quantization =
        switch (settings.text("quant_method")) {
          case "gptq" -> gptq(settings);
          case "awq" -> awq(settings);
          case "compressed-tensors" -> compressed(settings);
          case "fp8" -> fp8(settings);
          case "fbgemm_fp8", "mxfp4" ->
              new Quantization.Scaled(Optional.empty(), "weight_scale", List.of());
          default -> throw settings.notRun("quant_method", METHODS);
        };
    settings.refuseUnread();
    return quantization;
  }

  private static Quantization gptq(JsonSettings settings) {
    int bits = bits(settings, Set.of(2, 4, 8), "2, 4 or 8");
    String format = settings.find("checkpoint_format").map(JsonElement::text).orElse("gptq");
    if (!Set.of("gptq", "gptq_v2").contains(format)) {
      throw settings.notRun("checkpoint_format", "\"gptq\" or \"gptq_v2\"");
    }
    if (settings.find("is_marlin_format").map(JsonElement::bool).orElse(false)) {
      throw settings.notRun("is_marlin_format", "false");
    }
    boolean scattered = settings.find("desc_act").map(JsonElement::bool).orElse(false);
    return new Quantization.Gptq(bits, format.equals("gptq"), scattered, groupSize(settings));
  }

  private static Quantization awq(JsonSettings settings) {
    bits(settings, Set.of(4), "4");
    if (!settings.find("version").map(JsonElement::text).orElse("gemm").equalsIgnoreCase("gemm")) {
      throw settings.notRun("version", "\"gemm\"");
    }
    if (!settings.find("zero_point").map(JsonElement::bool).orElse(true)) {
      throw settings.notRun("zero_point", "true");
    }
    return new Quantization.Awq(groupSize(settings));
  }

  /// Returns how many columns share a scale, if it is said: -1 stands for all.
  private static Optional<ScaleSpread> groupSize(JsonSettings settings) {
    Optional<Long> size = settings.find("group_size").map(JsonElement::integer);
    if (size.filter(each -> each != -1 && (each < 1 || each > Integer.MAX_VALUE)).isPresent()) {
      throw settings.outOfRange("group_size", "a whole number above 0, or -1");
    }
    return size.map(
        each -> each == -1 ? new ScaleSpread.Rows() : new ScaleSpread.Groups(each.intValue()));
  }

  private static int bits(JsonSettings settings, Set<Integer> known, String expected) {
    long bits =
        settings.find("bits").map(JsonElement::integer).orElseThrow(() -> settings.missing("bits"));
    if (!known.contains((int) bits)) {
      throw settings.notRun("bits", expected);
    }
    return (int) bits;
  }

  private static Quantization fp8(JsonSettings settings) {
    settings.only("fmt", "e4m3");
    Optional<JsonElement> sides = settings.find("weight_block_size");
    Optional<ScaleBlock> block = sides.map(_ -> ScaleBlock.of(settings, "weight_block_size"));
    return new Quantization.Scaled(block, "weight_scale_inv", List.of());
  }

  /// How activations are rounded is not followed; what is said of weights has to hold of their
  /// tensors.
  private static Quantization compressed(JsonSettings settings) {
    settings.ignore(ABOUT_COMPRESSION);
    requireFormat(settings);
    settings.none("kv_cache_scheme");
    Optional<JsonElement> rotations = settings.find("transform_config");
    if (rotations.isPresent() && !rotations.get().members().isEmpty()) {
      throw settings.notRun("transform_config", "none");
    }
    List<WeightScheme> schemes = new ArrayList<>();
    JsonElement groups =
        settings.find("config_groups").orElseThrow(() -> settings.missing("config_groups"));
    for (JsonElement group : groups.members().values()) {
      JsonSettings each = new JsonSettings(group);
      requireFormat(each);
      WeightScheme.of(each).ifPresent(schemes::add);
    }
    return new Quantization.Scaled(Optional.empty(), "weight_scale", schemes);
  }

  private static void requireFormat(JsonSettings settings) {
    Optional<JsonElement> format = settings.find("format");
    if (format.isPresent() && !FORMATS.contains(format.get().text())) {
      throw settings.notRun("format", "one of " + FORMATS);
    }
  }
}
