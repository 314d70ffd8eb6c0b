/// Checkpoints as Hugging Face Transformers saves them: `config.json` and safetensors files.
///
/// Entry point: [assay.engine.huggingface.CheckpointFolder]. It translates settings and tensor
/// names to those that the engine uses, and refuses what it would not apply. This package must not
/// know arithmetic, tokenizers or text.
package assay.engine.huggingface;
