package assay.engine.huggingface;

import assay.engine.family.JsonSettings;
import assay.engine.format.JsonElement;
import java.util.HashSet;
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
          "group_size", // shapes say it
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
              new Quantization.Scaled(Optional.empty(), "weight_scale", false);
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
    return new Quantization.Gptq(bits, format.equals("gptq"), scattered);
  }

  private static Quantization awq(JsonSettings settings) {
    bits(settings, Set.of(4), "4");
    if (!settings.find("version").map(JsonElement::text).orElse("gemm").equalsIgnoreCase("gemm")) {
      throw settings.notRun("version", "\"gemm\"");
    }
    if (!settings.find("zero_point").map(JsonElement::bool).orElse(true)) {
      throw settings.notRun("zero_point", "true");
    }
    return new Quantization.Awq();
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
    Optional<ScaleBlock> block = sides.map(_ -> block(settings, "weight_block_size"));
    return new Quantization.Scaled(block, "weight_scale_inv", false);
  }

  private static ScaleBlock block(JsonSettings settings, String member) {
    List<Double> sides = settings.numbers(member);
    if (sides.size() != 2 || sides.stream().anyMatch(side -> side < 1 || side != Math.rint(side))) {
      throw settings.outOfRange(member, "two whole numbers above 0");
    }
    return new ScaleBlock(sides.get(0).intValue(), sides.get(1).intValue());
  }

  /// Groups of modules differ in which they are, and in how activations are rounded; how weights
  /// are stored is in their tensors, but for the sides of blocks. Zero points are needed where no
  /// group of whole numbers goes without.
  private static Quantization compressed(JsonSettings settings) {
    settings.ignore(ABOUT_COMPRESSION);
    requireFormat(settings);
    settings.none("kv_cache_scheme");
    Optional<JsonElement> rotations = settings.find("transform_config");
    if (rotations.isPresent() && !rotations.get().members().isEmpty()) {
      throw settings.notRun("transform_config", "none");
    }
    Optional<ScaleBlock> block = Optional.empty();
    Set<Boolean> symmetric = new HashSet<>();
    JsonElement groups =
        settings.find("config_groups").orElseThrow(() -> settings.missing("config_groups"));
    for (JsonElement group : groups.members().values()) {
      JsonSettings each = new JsonSettings(group);
      requireFormat(each);
      Optional<JsonSettings> weights = each.child("weights");
      if (weights.isPresent()) {
        block = block.or(() -> ofWeights(weights.get()));
        if (weights.get().text("type").equals("int")) {
          symmetric.add(weights.get().find("symmetric").map(JsonElement::bool).orElse(true));
        }
      }
    }
    return new Quantization.Scaled(block, "weight_scale", symmetric.equals(Set.of(false)));
  }

  private static Optional<ScaleBlock> ofWeights(JsonSettings weights) {
    boolean isFloat = weights.text("type").equals("float");
    if (isFloat && weights.find("num_bits").map(JsonElement::integer).orElse(8L) != 8) {
      throw weights.notRun("num_bits", "8");
    }
    return weights.find("block_structure").map(_ -> block(weights, "block_structure"));
  }

  private static void requireFormat(JsonSettings settings) {
    Optional<JsonElement> format = settings.find("format");
    if (format.isPresent() && !FORMATS.contains(format.get().text())) {
      throw settings.notRun("format", "one of " + FORMATS);
    }
  }
}
