/// What a model is made of, as plain records: which blocks a transformer has and how its weights
/// are laid out.
///
/// Entry point: [assay.engine.config.ModelConfig]. It knows no file format; a reader for each
/// format (for GGUF files [assay.engine.config.GgufConfigReader]) makes one, and refuses what the
/// engine would not apply. This package must not know weights' values, arithmetic or text.
package assay.engine.config;
