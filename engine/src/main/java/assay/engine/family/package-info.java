/// The families of models that the engine runs: what their files say of them, in GGUF metadata and
/// in `config.json` alike.
///
/// Entry point: [assay.engine.family.Families], the list of all. A [assay.engine.family.Family] is
/// one class that reads [assay.engine.family.Settings] by [assay.engine.family.Key], the name of a
/// setting in either format, and makes an [assay.engine.family.Outline] of them: blocks, and what
/// tensors are called. What is not read is refused. This package must not know arithmetic.
package assay.engine.family;
