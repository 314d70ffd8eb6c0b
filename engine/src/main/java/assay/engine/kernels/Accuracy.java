package assay.engine.kernels;

/// How far an implementation's products may be from the exact ones; see [Kernels].
public sealed interface Accuracy {
  /// Nothing but the order of sums in F32 is free.
  record Exact() implements Accuracy {}

  /// For quantized weights, an input is taken as if it had been changed by at most this part of the
  /// largest magnitude among the 32 columns of its block; for BF16 weights with 8 bits, by at most
  /// 2^-8 of its own.
  ///
  /// @param rounding half of a step, for a block whose largest magnitude is 1
  /// @param bits of an activation
  record Bounded(double rounding, int bits) implements Accuracy {}
}
