package assay.engine.model;

import assay.engine.config.DeltaShape;

/// The small tensors of a gated delta network.
final class DeltaVectors {
  final float[] kernel; // [mixedDim, taps], the oldest token's weight first
  final float[] rates; // [valueHeads], negative
  final float[] timeBiases; // [valueHeads]
  final Norm norm; // of a value head

  DeltaVectors(DeltaShape shape, float[] kernel, float[] rates, float[] timeBiases, Norm norm) {
    if (kernel.length != shape.mixedDim() * shape.taps()) {
      throw new IllegalArgumentException("a kernel of " + kernel.length + " numbers");
    }
    this.kernel = kernel;
    this.rates = rates;
    this.timeBiases = timeBiases;
    this.norm = norm;
  }
}
