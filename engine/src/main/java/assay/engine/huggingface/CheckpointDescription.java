package assay.engine.huggingface;

import assay.engine.config.ModelConfig;
import assay.engine.family.TensorNames;

/// What `config.json` says of a model.
///
/// @param config how it computes
/// @param names how its tensors are called
/// @param tied whether the token embedding serves as output too
/// @param quantization how weights are stored
record CheckpointDescription(
    ModelConfig config, TensorNames names, boolean tied, Quantization quantization) {}
