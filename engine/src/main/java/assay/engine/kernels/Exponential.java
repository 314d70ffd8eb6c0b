package assay.engine.kernels;

import java.util.List;

/// The exponential function of the kernels, in the steps that all of them follow, so that an
/// element's result does not depend on where a range was cut, nor on what computes it.
///
/// `exp(x) = 2^n * exp(r)` with `n = round(x / ln 2)`, `|r| <= ln 2 / 2`. `ln 2` is split in two so
/// that `n * LN2_HIGH` is exact.
///
/// Source: Cody and Waite, "Software Manual for the Elementary Functions", 1980.
final class Exponential {
  static final float LOG2_E = (float) (1 / Math.log(2));
  static final float LN2_HIGH = 355f / 512;
  static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

  /// Adding and subtracting 1.5 * 2^23 rounds to a whole number.
  static final float ROUNDER = 12582912f;

  // Results stay normal numbers; beyond, softmax and SiLU are 0 or 1 to F32 anyway.
  static final float SMALLEST = -87;
  static final float LARGEST = 88;

  /// Of the polynomial for `exp(r)`, the highest power first; the last one is also the one before
  /// it.
  static final List<Float> COEFFICIENTS =
      List.of(1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 0.5f, 1f);

  private Exponential() {}

  static float of(float x) {
    float bounded = Math.min(Math.max(x, SMALLEST), LARGEST);
    float n = bounded * LOG2_E + ROUNDER - ROUNDER;
    float r = Math.fma(n, -LN2_HIGH, bounded);
    r = Math.fma(n, -LN2_LOW, r);
    float p = 1f / 5040;
    p = Math.fma(p, r, 1f / 720);
    p = Math.fma(p, r, 1f / 120);
    p = Math.fma(p, r, 1f / 24);
    p = Math.fma(p, r, 1f / 6);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat(((int) n + 127) << 23);
  }
}
