/// Looks for what is inconsistent between a model's vocabulary, its chat template and its weights.
///
/// Entry points: [assay.engine.lint.ModelLint] for a model, [assay.engine.lint.PromptLint] for a
/// prompt to it. It reads headers only and must not know benchmarks.
package assay.engine.lint;
