package assay.engine.format;

import java.util.List;

/// Names of ggml's tensor types, those that the engine does not run included, so that a refusal can
/// say what it met.
///
/// Source: ggml, `ggml.h`, `enum ggml_type`, and for the withdrawn numbers its earlier versions.
final class GgmlTypeName {
  private static final List<String> NAMES =
      List.of(
          // 0: plain and first quantized types; 4 and 5 are withdrawn
          "F32",
          "F16",
          "Q4_0",
          "Q4_1",
          "Q4_2",
          "Q4_3",
          "Q5_0",
          "Q5_1",
          "Q8_0",
          "Q8_1",
          // 10
          "Q2_K",
          "Q3_K",
          "Q4_K",
          "Q5_K",
          "Q6_K",
          "Q8_K",
          "IQ2_XXS",
          "IQ2_XS",
          "IQ3_XXS",
          "IQ1_S",
          // 20
          "IQ4_NL",
          "IQ3_S",
          "IQ2_S",
          "IQ4_XS",
          "I8",
          "I16",
          "I32",
          "I64",
          "F64",
          "IQ1_M",
          // 30: 31 to 33 and 36 to 38 are withdrawn
          "BF16",
          "Q4_0_4_4",
          "Q4_0_4_8",
          "Q4_0_8_8",
          "TQ1_0",
          "TQ2_0",
          "IQ4_NL_4_4",
          "IQ4_NL_4_8",
          "IQ4_NL_8_8",
          "MXFP4",
          // 40
          "NVFP4",
          "Q1_0",
          "Q2_0");

  private GgmlTypeName() {}

  /// Returns the name and number of a type, as in `Q4_0 (type 2)`.
  static String of(long code) {
    boolean named = code >= 0 && code < NAMES.size();
    return (named ? NAMES.get((int) code) : "unknown")
        + " (type "
        + Long.toUnsignedString(code)
        + ")";
  }
}
