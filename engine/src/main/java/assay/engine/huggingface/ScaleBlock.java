package assay.engine.huggingface;

/// Size of the blocks of a matrix that share a scale.
record ScaleBlock(int rows, int columns) {}
