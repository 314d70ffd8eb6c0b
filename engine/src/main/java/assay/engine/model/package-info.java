/// The transformer: its blocks, weights, caches and one forward pass.
///
/// Entry point: [assay.engine.model.Transformer]. [assay.engine.config.ModelConfig] says which
/// blocks a file asks for, [assay.engine.model.Weights] holds its tensors, checked against the
/// config.
///
/// Dimension names are those of [assay.engine.config.ModelConfig] throughout; weights are `[out,
/// in]`, row-major. This package must not know text, sampling or benchmarks.
package assay.engine.model;
