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
public record TensorNames(
    Map<String, String> outside, Map<String, String> inside, int layerCount, int spareLayers) {
  private static final Pattern IN_BLOCK =
      Pattern.compile(
          "(?:model\\.layers|transformer\\.h|h|transformer\\.blocks)\\.(\\d{1,6})\\.(.+)");
  private static final Pattern EXPERT =
      Pattern.compile("((?:mlp|block_sparse_moe)\\.experts)\\.(\\d{1,6})\\.(\\w+)");
  private static final Pattern KIND = Pattern.compile("(.+)\\.(weight|bias|weight_scale_inv)");

  /// Buffers that older versions of Transformers stored, and that the configuration determines.
  private static final Set<String> DERIVED =
      Set.of("self_attn.rotary_emb.inv_freq", "attention.rotary_emb.inv_freq");

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

  /// Returns what becomes of a tensor of a checkpoint.
  public Fate fateOf(String name) {
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

  private static Fate named(String prefix, Map<String, String> table, String name) {
    return translate(table, name)
        .<Fate>map(found -> new Fate.Named(prefix + found))
        .orElse(new Fate.Unknown());
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
