package assay.reports.axes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which family a model belongs to, and what it was specialised for.
///
/// @param family such as `qwen2.5-7b-instruct`
/// @param variant `general`, `coder`, `math`, or what a user calls it
public record ModelLabel(String family, String variant) {
  private static final String GENERAL = "general";
  private static final Set<String> CODER = Set.of("coder", "code");
  private static final String MATH = "math";
  private static final Set<String> TUNED = Set.of("instruct", "chat", "it");
  private static final Set<String> IGNORED = Set.of("base", "hf");

  public ModelLabel {
    if (family.isBlank() || variant.isBlank()) {
      throw new IllegalArgumentException(
          "a label is FAMILY/VARIANT, found \"%s/%s\"".formatted(family, variant));
    }
  }

  /// Returns what a model's name says by this rule: an organisation before a slash, the ending
  /// `.gguf` and a quantization such as `-q4_k_m` or `-f16` at the end are dropped; of the words
  /// between dashes `coder`, `code` (also in front of the first word, as in CodeQwen) and `math`
  /// are the variant, none of them is `general`; `instruct`, `chat` and `it` are kept as
  /// `instruct`, `base` and `hf` are dropped; the rest is the family. The case does not matter.
  static ModelLabel of(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    name = name.replaceAll("\\.gguf$", "").replaceAll("[-.](i?q\\d\\w*|b?f16|f32)$", "");
    String variant = GENERAL;
    boolean tuned = false;
    List<String> family = new ArrayList<>();
    for (String word : name.split("-", -1)) {
      if (CODER.contains(word)) {
        variant = "coder";
      } else if (word.equals(MATH)) {
        variant = MATH;
      } else if (family.isEmpty() && word.matches("code[a-z].*")) {
        variant = "coder";
        family.add(word.substring("code".length()));
      } else if (TUNED.contains(word)) {
        tuned = true;
      } else if (!IGNORED.contains(word)) {
        family.add(word);
      }
    }
    if (family.isEmpty()) {
      return new ModelLabel(name.isBlank() ? model : name, GENERAL);
    }
    return new ModelLabel(String.join("-", family) + (tuned ? "-instruct" : ""), variant);
  }

  /// Returns whether this is the variant that others are compared with.
  public boolean general() {
    return variant.equals(GENERAL);
  }
}
