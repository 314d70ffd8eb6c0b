package assay.engine.huggingface;

import assay.engine.family.JsonSettings;
import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue.JsonBool;
import assay.engine.format.JsonValue.JsonText;
import assay.engine.format.MalformedModelException;
import assay.engine.format.Shape;
import assay.engine.huggingface.Shards.Located;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// How one of the groups in `config_groups` has the weights of its modules stored.
///
/// Source: compressed-tensors 0.20.1, `quant_args.py` (`QuantizationArgs`, with its defaults),
/// `initialize.py` (shapes of scales).
///
/// @param targets names of modules, of their classes, or `re:` with a pattern that names begin with
/// @param bits of a number
/// @param symmetric whether whole numbers have no zero points
/// @param scattered whether columns of a group need not be neighbours, so that each one's group is
///   stored
record WeightScheme(
    List<String> targets, int bits, boolean symmetric, ScaleSpread spread, boolean scattered) {
  private static final String PATTERN = "re:";
  private static final Set<String> SCATTERED = Set.of("group", "dynamic");

  WeightScheme {
    targets = List.copyOf(targets);
  }

  /// Reads what a group says of weights; empty if it says nothing of them.
  ///
  /// @throws MalformedModelException if they are stored in a way that the engine does not read
  static Optional<WeightScheme> of(JsonSettings group) {
    List<String> targets =
        group.find("targets").map(JsonElement::items).orElse(List.of()).stream()
            .map(JsonElement::text)
            .toList();
    if (!targets.stream().allMatch(WeightScheme::isSound)) {
      throw group.notRun("targets", "names, or \"re:\" before a regular expression");
    }
    return group.child("weights").map(weights -> of(targets, weights));
  }

  private static boolean isSound(String target) {
    try {
      pattern(target);
      return true;
    } catch (PatternSyntaxException _) {
      return false;
    }
  }

  private static Optional<Pattern> pattern(String target) {
    return target.startsWith(PATTERN)
        ? Optional.of(Pattern.compile(target.substring(PATTERN.length())))
        : Optional.empty();
  }

  private static WeightScheme of(List<String> targets, JsonSettings weights) {
    boolean isFloat = weights.text("type").equals("float");
    long bits = weights.find("num_bits").map(JsonElement::integer).orElse((long) Byte.SIZE);
    if (isFloat ? bits != Byte.SIZE : bits < 1 || bits > Byte.SIZE) {
      throw weights.notRun("num_bits", isFloat ? "8" : "1 to 8");
    }
    boolean symmetric = weights.find("symmetric").map(JsonElement::bool).orElse(true);
    ScaleSpread spread = spread(weights);
    boolean scattered =
        spread instanceof ScaleSpread.Groups
            && weights.find("actorder").filter(WeightScheme::scatters).isPresent();
    if (!isFloat && spread instanceof ScaleSpread.Blocks) {
      throw weights.notRun("strategy", "\"tensor\", \"channel\" or \"group\" for whole numbers");
    }
    return new WeightScheme(targets, (int) bits, isFloat || symmetric, spread, scattered);
  }

  private static boolean scatters(JsonElement order) {
    return switch (order.value()) {
      case JsonBool(boolean value) -> value;
      case JsonText(String text) -> SCATTERED.contains(text.toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  private static ScaleSpread spread(JsonSettings weights) {
    long size = weights.find("group_size").map(JsonElement::integer).orElse(0L);
    String inferred = size > 0 ? "group" : size == -1 ? "channel" : "tensor";
    return switch (weights.find("strategy").map(JsonElement::text).orElse(inferred)) {
      case "tensor" -> new ScaleSpread.Whole();
      case "channel" -> new ScaleSpread.Rows();
      case "group" -> {
        if (size < 1 || size > Integer.MAX_VALUE) {
          throw weights.outOfRange("group_size", "a whole number above 0");
        }
        yield new ScaleSpread.Groups((int) size);
      }
      case "block" -> new ScaleSpread.Blocks(ScaleBlock.of(weights, "block_structure"));
      default ->
          throw weights.notRun("strategy", "\"tensor\", \"channel\", \"group\" or \"block\"");
    };
  }

  /// Returns the scheme of a module: of the one that names it, else of the first whose pattern fits
  /// its name, else of one that names a class, as nearly all do with `Linear`; empty if several
  /// could be meant.
  ///
  /// @param module as its tensors are called in files
  static Optional<WeightScheme> of(String module, List<WeightScheme> schemes) {
    Optional<WeightScheme> named = first(schemes, module::equals);
    return named
        .or(() -> first(schemes, target -> fits(target, module)))
        .or(() -> first(schemes, "Linear"::equals))
        .or(() -> schemes.size() == 1 ? Optional.of(schemes.getFirst()) : Optional.empty());
  }

  private static boolean fits(String target, String module) {
    return pattern(target).filter(each -> each.matcher(module).lookingAt()).isPresent();
  }

  private static Optional<WeightScheme> first(
      List<WeightScheme> schemes, Predicate<String> target) {
    return schemes.stream().filter(scheme -> scheme.targets.stream().anyMatch(target)).findFirst();
  }

  /// Requires that there is a scale for each group of weights.
  ///
  /// @throws MalformedModelException if there are more or fewer
  static void requireScales(Located stored, ScaleSpread spread, long rows, long columns) {
    Shape expected = spread.scales(rows, columns);
    Shape found = stored.info().shape();
    if (found.elements() != expected.elements()) {
      throw StoredModule.fault(
          stored,
          "these are not the scales of the groups that config.json says",
          "%d for %d by %d weights in %s"
              .formatted(expected.elements(), rows, columns, spread.words()),
          "%d, of shape %s".formatted(found.elements(), found));
    }
  }
}
