/// Looks for what is inconsistent between a model's vocabulary, its chat template and its weights.
///
/// Entry point: [assay.engine.lint.ModelLint]. It reads headers only and must not know benchmarks.
package assay.engine.lint;
