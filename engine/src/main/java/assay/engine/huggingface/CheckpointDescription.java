package assay.engine.huggingface;

import assay.engine.config.ModelConfig;
import assay.engine.family.TensorNames;
import java.util.Optional;

/// What `config.json` says of a model.
///
/// @param config how it computes
/// @param names how its tensors are called
/// @param tied whether the token embedding serves as output too
/// @param scaleBlock blocks in which FP8 weights are scaled; empty if it has none
record CheckpointDescription(
    ModelConfig config, TensorNames names, boolean tied, Optional<ScaleBlock> scaleBlock) {}
