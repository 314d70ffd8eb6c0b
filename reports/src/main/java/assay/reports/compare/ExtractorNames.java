package assay.reports.compare;

import java.util.Optional;

/// The registry's names of extractors, and the scorers that reproduce them.
public final class ExtractorNames {
  private ExtractorNames() {}

  /// Returns the scorer that does what an extractor of the registry does.
  public static Optional<String> scorer(String extractor) {
    return switch (extractor) {
      case "rule 1" -> Optional.of("choice/first-rule");
      case "rules 1-3", "rules 1-3 and the expected random guess" -> Optional.of("choice/official");
      case "qwen2.5-math" -> Optional.of("math/qwen");
      default -> Optional.empty();
    };
  }

  /// Returns the registry's name of what a scorer does, or the scorer's own where it has none.
  static String of(String scorer, boolean guess) {
    return switch (scorer) {
      case "choice/first-rule" -> "rule 1";
      case "choice/official" -> guess ? "rules 1-3 and the expected random guess" : "rules 1-3";
      case "math/qwen" -> "qwen2.5-math";
      default -> scorer;
    };
  }
}
