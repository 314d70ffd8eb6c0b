package assay.engine.family;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Translates the names of tensors in a checkpoint to those of GGUF files, which the engine uses.
///
/// Names in the tables are whole, or lack `.weight` and `.bias`, which are kept; `*` stands for the
/// number of an expert, which goes behind the other name.
///
/// @param outside names outside the blocks
/// @param inside names within a block, without its prefix
/// @param layerCount blocks of the model
/// @param spareLayers blocks behind them that belong to no pass that the engine makes, such as
///   DeepSeek V3's for predicting several tokens
/// @param pictures whether the text model is a part of one that takes pictures too
public record TensorNames(
    Map<String, String> outside,
    Map<String, String> inside,
    int layerCount,
    int spareLayers,
    boolean pictures) {
  private static final Pattern IN_BLOCK =
      Pattern.compile(
          "(?:model\\.layers|transformer\\.h|h|transformer\\.blocks)\\.(\\d{1,6})\\.(.+)");
  private static final Pattern EXPERT =
      Pattern.compile("((?:mlp|block_sparse_moe|feed_forward)\\.experts)\\.(\\d{1,6})\\.(\\w+)");

  /// What stands for a matrix, its parts as libraries pack them included.
  private static final Pattern KIND =
      Pattern.compile(
          "(.+)\\.(weight|bias|weight_(?:scale|scale_inv|packed|shape|zero_point|g_idx)"
              + "|qweight|qzeros|scales|g_idx|input_scale|input_zero_point|output_scale)");

  /// In a table, the name of a tensor that takes no part in what the engine computes.
  static final String UNUSED = "";

  /// Buffers that older versions of Transformers stored, and that the configuration determines.
  private static final Set<String> DERIVED =
      Set.of("self_attn.rotary_emb.inv_freq", "attention.rotary_emb.inv_freq");

  /// Layers that predict several tokens, in checkpoints that do not count them among the others.
  private static final String PREDICTING = "mtp.";

  /// The text model in one that takes pictures.
  private static final Pattern TEXT_PART =
      Pattern.compile("(?:model\\.language_model|language_model\\.model)\\.(.+)");

  private static final Pattern PICTURE_PART =
      Pattern.compile(
          "(?:model\\.)?(?:visual|vision_tower|vision_model|multi_modal_projector)\\..+");

  /// What becomes of a tensor.
  public sealed interface Fate {
    /// It has this name in the engine.
    record Named(String name) implements Fate {}

    /// It takes no part in the forward pass.
    record Unused() implements Fate {}

    /// It is none of the architecture's.
    record Unknown() implements Fate {}
  }

  /// Copies the maps.
  public TensorNames {
    outside = Map.copyOf(outside);
    inside = Map.copyOf(inside);
  }

  /// Returns the names of a model whose blocks are all run.
  static TensorNames of(Map<String, String> outside, Map<String, String> inside, int layerCount) {
    return new TensorNames(outside, inside, layerCount, 0, false);
  }

  /// Returns the names of this model as a part of one that takes pictures, which are left out.
  public TensorNames withPictures() {
    return new TensorNames(outside, inside, layerCount, spareLayers, true);
  }

  /// Returns these names with other spare layers.
  TensorNames withSpareLayers(int other) {
    return new TensorNames(outside, inside, layerCount, other, pictures);
  }

  /// Returns what becomes of a tensor of a checkpoint.
  public Fate fateOf(String tensor) {
    if (tensor.startsWith(PREDICTING) || (pictures && PICTURE_PART.matcher(tensor).matches())) {
      return new Fate.Unused();
    }
    String name = pictures ? ofText(tensor) : tensor;
    Matcher block = IN_BLOCK.matcher(name);
    if (!block.matches()) {
      return named("", outside, name);
    }
    int layer = Integer.parseInt(block.group(1));
    String rest = block.group(2);
    if (DERIVED.contains(rest) || (layer >= layerCount && layer < layerCount + spareLayers)) {
      return new Fate.Unused();
    }
    return layer < layerCount ? named("blk." + layer + ".", inside, rest) : new Fate.Unknown();
  }

  private static String ofText(String tensor) {
    Matcher text = TEXT_PART.matcher(tensor);
    return text.matches()
        ? "model." + text.group(1)
        : tensor.equals("language_model.lm_head.weight") ? "lm_head.weight" : tensor;
  }

  private static Fate named(String prefix, Map<String, String> table, String name) {
    return translate(table, name)
        .map(found -> found.startsWith(UNUSED + ".") ? new Fate.Unused() : named(prefix, found))
        .orElse(new Fate.Unknown());
  }

  private static Fate named(String prefix, String found) {
    return new Fate.Named(prefix + found);
  }

  private static Optional<String> translate(Map<String, String> table, String name) {
    Matcher parts = KIND.matcher(name);
    if (table.containsKey(name) || !parts.matches()) {
      return Optional.ofNullable(table.get(name));
    }
    String kind = "." + parts.group(2);
    Matcher expert = EXPERT.matcher(parts.group(1));
    if (expert.matches()) {
      String number = "." + Integer.parseInt(expert.group(2));
      return Optional.ofNullable(table.get(expert.group(1) + ".*." + expert.group(3)))
          .map(found -> found + number + kind);
    }
    return Optional.ofNullable(table.get(parts.group(1))).map(found -> found + kind);
  }
}
