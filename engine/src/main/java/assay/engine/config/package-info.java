/// What a model is made of, as plain records: which blocks a transformer has and how its weights
/// are laid out.
///
/// Entry point: [assay.engine.config.ModelConfig]. It knows no file format: the families of
/// [assay.engine.family] make one of what files say. This package must not know weights' values,
/// arithmetic or text.
package assay.engine.config;
