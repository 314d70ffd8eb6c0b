package assay.engine.model;

import assay.engine.format.GgufMetadata;
import assay.engine.format.MalformedModelException;

/// The dimensions of a transformer, under the one name that each has in this program.
///
/// | name | meaning | GGUF key behind the architecture |
/// |------|---------|----------|
/// | `vocabSize` | tokens known | length of `tokenizer.ggml.tokens`, or `vocab_size` |
/// | `contextLength` | positions that the model was made for | `context_length` |
/// | `layerCount` | transformer blocks | `block_count` |
/// | `modelDim` | width of the residual stream | `embedding_length` |
/// | `attention` | see [AttentionConfig] | `attention.*`, `rope.*` |
/// | `ffnDim` | inner width of the feed-forward block | `feed_forward_length` |
/// | `normEpsilon` | added to the mean square in each norm | `attention.layer_norm_rms_epsilon` |
///
/// @param architecture the name in `general.architecture`
public record ModelConfig(
    String architecture,
    int vocabSize,
    int contextLength,
    int layerCount,
    int modelDim,
    AttentionConfig attention,
    int ffnDim,
    float normEpsilon) {

  /// Shape of the attention blocks.
  ///
  /// @param headCount query heads
  /// @param kvHeadCount key and value heads; each serves `headCount / kvHeadCount` query heads in a
  ///   row
  /// @param headDim width of one head, even
  /// @param ropeBase base of the rotary angles: pair `i` of a head turns by `position *
  ///   ropeBase^(-2i / headDim)`
  public record AttentionConfig(int headCount, int kvHeadCount, int headDim, double ropeBase) {
    /// Returns the width of all query heads together.
    public int queryDim() {
      return Math.multiplyExact(headCount, headDim);
    }

    /// Returns the width of all key heads together, and of all value heads.
    public int kvDim() {
      return Math.multiplyExact(kvHeadCount, headDim);
    }
  }

  /// Reads the dimensions from a file's metadata.
  ///
  /// @throws MalformedModelException if the architecture is none that the engine runs, or a key is
  ///   missing, out of range, or unknown and so might ask for arithmetic that would be left out
  public static ModelConfig of(GgufMetadata metadata) {
    return new ConfigReader(metadata).read();
  }

  /// Returns the bytes that the KV cache takes for each position, with F32 entries.
  public long kvBytesPerToken() {
    return 2L * layerCount * attention.kvDim() * Float.BYTES;
  }
}
