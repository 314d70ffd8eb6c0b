package assay.harness.sweep;

import assay.results.Digests;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Names of variants that are fit for folders.
final class VariantName {
  private static final int LONGEST = 120;
  private static final int DIGEST_DIGITS = 8;

  private VariantName() {}

  /// Returns the labels in order, such as `model-qwen-q8_0.gguf_pad-to-4096`. A name that is too
  /// long or taken ends with the beginning of a digest of the coordinates, so that adding a level
  /// to a plan changes no other variant's name.
  static String of(Map<String, String> coordinates, Set<String> taken) {
    String name =
        coordinates.entrySet().stream()
            .map(each -> plain(each.getKey()) + "-" + plain(each.getValue()))
            .collect(Collectors.joining("_"));
    if (name.length() <= LONGEST && !taken.contains(name)) {
      return name;
    }
    String digest = Digests.ofText(coordinates.toString()).substring(0, DIGEST_DIGITS);
    return name.substring(0, Math.min(name.length(), LONGEST)) + "-" + digest;
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
  }
}
