/// Arithmetic on vectors and weight matrices, and the threads that it runs on.
///
/// Entry point: [assay.engine.kernels.Kernels] is the contract,
/// [assay.engine.kernels.KernelSelector] picks the implementation once at start,
/// [assay.engine.kernels.WorkerPool] runs parts of the work side by side.
///
/// This package knows arrays, mapped weights and lanes. It must not know layers, positions or
/// tokens' meaning. Only VectorKernels and KernelSelector may import `jdk.incubator.vector`.
package assay.engine.kernels;
