package assay.engine.config;

import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.PositionScheme.Rotary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

  /// Returns the bytes that the recurrent state of a sequence takes in all layers, however long it
  /// is; 0 for a model without such layers.
  public long stateBytes() {
    return blocks.stream().mapToLong(block -> block.attention().stateBytes()).sum();
  }

  /// Returns the weights that no token can be sent to at once: of each block's experts, those that
  /// are not picked. All other weights take part in computing a token; the embedding and the output
  /// matrix count in full, as in the published figures of DeepSeek.
  public long idleParameters() {
    return blocks.stream().mapToLong(this::idleParameters).sum();
  }

  private long idleParameters(BlockConfig block) {
    return switch (block.feedForward()) {
      case Gated _, Plain _ -> 0;
      case Experts experts -> {
        long idle = (long) experts.router().expertCount() - experts.router().usedCount();
        yield Math.multiplyExact(idle * 3 * modelDim, (long) experts.expertDim());
      }
    };
  }

  /// Returns this model as it is run with another context length or scaling of positions.
  ///
  /// @param newContextLength positions of a sequence
  /// @param scaling in place of the model's own; it changes the layers that see all positions, and
  ///   the others where they turn by the same angles
  /// @throws IllegalArgumentException if the model does not rotate, or the context is longer than
  ///   it was made for and its positions are not scaled
  public ModelConfig inContext(int newContextLength, Optional<ScalingRequest> scaling) {
    if (scaling.isEmpty()) {
      if (newContextLength > contextLength) {
        throw new IllegalArgumentException(
            "the context is longer than the model was made for\n  expected at most %d, found %d"
                .formatted(contextLength, newContextLength));
      }
      return with(newContextLength, blocks);
    }
    Set<PositionScheme> scaled = farReaching();
    if (scaled.stream().noneMatch(Rotary.class::isInstance)) {
      throw new IllegalArgumentException(
          "the model's positions cannot be scaled\n  expected rotary embedding, found " + scaled);
    }
    List<BlockConfig> newBlocks =
        blocks.stream()
            .map(
                block ->
                    scaled.contains(block.attention().position())
                        ? scale(block, scaling.get())
                        : block)
            .toList();
    return with(newContextLength, newBlocks);
  }

  /// Returns the position schemes of the layers that see all positions, or of all layers if there
  /// are none.
  private Set<PositionScheme> farReaching() {
    Predicate<AttentionConfig> seesAll =
        attention ->
            switch (attention) {
              case GroupedQuery grouped -> grouped.window().isEmpty();
              case Latent _ -> true;
              case GatedDelta _ -> false;
            };
    List<AttentionConfig> all = blocks.stream().map(BlockConfig::attention).toList();
    boolean none = all.stream().noneMatch(seesAll);
    return all.stream()
        .filter(attention -> none || seesAll.test(attention))
        .map(AttentionConfig::position)
        .collect(Collectors.toSet());
  }

  private BlockConfig scale(BlockConfig block, ScalingRequest request) {
    return switch (block.attention().position()) {
      case Rotary rotary -> {
        Rotary scaled = rotary.withScaling(request.scaling(rotary.scaling(), contextLength));
        yield block.withAttention(block.attention().withPosition(scaled));
      }
      case PositionScheme.Alibi _, PositionScheme.None _ -> block;
    };
  }

  private ModelConfig with(int newContextLength, List<BlockConfig> newBlocks) {
    return new ModelConfig(
        architecture, newContextLength, modelDim, vocabulary, norm, newBlocks, layout);
  }
}
