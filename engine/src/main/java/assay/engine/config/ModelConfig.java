package assay.engine.config;

import assay.engine.format.GgufFile;
import assay.engine.format.MalformedModelException;
import java.util.List;

/// What a transformer is made of, under the one name that each thing has in this program.
///
/// | name | meaning | GGUF key behind the architecture |
/// |------|---------|----------|
/// | `contextLength` | positions that the model was made for | `context_length` |
/// | `modelDim` | width of the residual stream | `embedding_length` |
/// | `layerCount` | transformer blocks | `block_count` |
/// | `vocabSize` | tokens known | length of `tokenizer.ggml.tokens`, or `vocab_size` |
///
/// @param architecture name of the family as in GGUF's `general.architecture`
/// @param contextLength the most positions of a sequence
/// @param modelDim width of the residual stream
/// @param vocabulary what lies before the first and behind the last block
/// @param norm how vectors are normalised, everywhere in the model
/// @param blocks from the first layer to the last; equal ones are best one object
/// @param layout how the weights are stored
public record ModelConfig(
    String architecture,
    int contextLength,
    int modelDim,
    VocabularyConfig vocabulary,
    NormConfig norm,
    List<BlockConfig> blocks,
    WeightLayout layout) {
  /// Copies the list of blocks.
  public ModelConfig {
    blocks = List.copyOf(blocks);
  }

  /// Reads the configuration from a file's metadata and, where a file keeps settings there, its
  /// small tensors.
  ///
  /// @throws MalformedModelException if the architecture is none that the engine runs, or a key is
  ///   missing, out of range, or unknown and so might ask for arithmetic that would be left out
  public static ModelConfig of(GgufFile file) {
    return new GgufConfigReader(file).read();
  }

  /// Returns the number of tokens known.
  public int vocabSize() {
    return vocabulary.size();
  }

  /// Returns the number of transformer blocks.
  public int layerCount() {
    return blocks.size();
  }

  /// Returns the bytes that the KV cache takes for each position: what is stored for it in all
  /// layers. Layers with a sliding window store every position too, so that a sequence can be cut
  /// anywhere.
  public long kvBytesPerToken(CacheType type) {
    return blocks.stream().mapToLong(block -> block.attention().cacheBytes(type)).sum();
  }
}
