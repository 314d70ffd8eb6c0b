/// Arithmetic on vectors, weight matrices and pages of keys and values.
///
/// Entry point: [assay.engine.kernels.Kernels] is the contract,
/// [assay.engine.kernels.KernelSelector] picks the implementation once at start. Machine code
/// starts reading at `MachineKernels`: `DigitTile` and `FloatTile` describe what is computed, a
/// `PanelCode` how a type of weights is laid out, `DigitInput` how activations are written.
///
/// This package knows arrays, mapped weights and lanes. It must not know layers, positions or
/// tokens' meaning. Only VectorKernels and KernelSelector may import `jdk.incubator.vector`.
package assay.engine.kernels;
