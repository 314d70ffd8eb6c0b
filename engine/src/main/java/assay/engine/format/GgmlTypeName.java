package assay.engine.format;

/// Names of ggml's tensor types, those that the engine does not run included, so that a refusal can
/// say what it met.
///
/// Source: ggml, `ggml.h`, `enum ggml_type`; gaps are numbers that ggml has withdrawn.
final class GgmlTypeName {
  private static final String[] NAMES = {
    "F32", "F16", "Q4_0", "Q4_1", "", "", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K",
        "Q5_K", "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS",
    "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8", "I16", "I32", "I64", "F64",
        "IQ1_M", "BF16", "", "", "", "TQ1_0", "TQ2_0",
    "", "", "", "MXFP4"
  };

  private GgmlTypeName() {}

  /// Returns the name and number of a type, as in `Q4_0 (type 2)`.
  static String of(long code) {
    boolean named = code >= 0 && code < NAMES.length && !NAMES[(int) code].isEmpty();
    return (named ? NAMES[(int) code] : "unknown") + " (type " + Long.toUnsignedString(code) + ")";
  }
}
