/// Transformer inference on the CPU: open a model file, get logits or a continuation.
///
/// Entry point: [assay.engine.ModelLoader] opens a [assay.engine.LanguageModel].
/// [assay.engine.ModelInspection] describes a file without running it.
///
/// The engine knows tokens and tensors. It must not know benchmarks, and imports no other module.
package assay.engine;
