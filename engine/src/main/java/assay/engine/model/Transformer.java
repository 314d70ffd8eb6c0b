package assay.engine.model;

import assay.engine.config.ModelConfig;
import assay.engine.config.VocabularyConfig;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.WorkerPool;
import java.util.List;
import java.util.stream.IntStream;

/// A decoder-only transformer: tokens in, logits out. Which blocks it is made of, the configuration
/// says.
///
/// A batch is consecutive tokens of one sequence. Prefill passes many at once, so that each weight
/// is read from memory once for all of them; decode is the same pass with one. The logits are the
/// same bits however a sequence is cut into batches.
///
/// Used by one thread at a time. Source: Vaswani et al., "Attention Is All You Need", 2017, in the
/// form of Touvron et al., "LLaMA", 2023; what a family does otherwise is said in its blocks.
public final class Transformer {
  private final ModelConfig config;
  private final Weights weights;
  private final Kernels kernels;
  private final WorkerPool pool;
  private final Positions positions;
  private final List<Block> blocks;

  /// Creates a transformer over weights that stay their owner's to close.
  public Transformer(ModelConfig config, Weights weights, Kernels kernels, WorkerPool pool) {
    this.config = config;
    this.weights = weights;
    this.kernels = kernels;
    this.pool = pool;
    positions = new Positions(config);
    Block.Builder builder = new Block.Builder(config.modelDim(), positions, kernels, pool);
    blocks =
        IntStream.range(0, config.layerCount())
            .mapToObj(i -> builder.build(i, config.blocks().get(i), weights.layers().get(i)))
            .toList();
  }

  /// Passes a batch through all layers. Its tokens take the positions behind those that the cache
  /// holds, and are held afterwards; the activations then hold the batch's last residuals, from
  /// which [#logits] reads.
  ///
  /// @param tokens the batch is `tokens[from]` to `tokens[to - 1]`, at most
  ///   [Activations#batchTokens], each from 0 to `vocabSize - 1`
  /// @throws IllegalArgumentException if a token is no token of the model, or the batch does not
  ///   fit the activations or the cache
  public void forward(int[] tokens, int from, int to, KvCache cache, Activations a) {
    int count = to - from;
    if (count > a.batchTokens()) {
      throw new IllegalArgumentException(count + " tokens in a batch of " + a.batchTokens());
    }
    cache.reserve(count);
    embed(tokens, from, to, a.residual);
    positions.turnTo(cache.length(), count, a);
    a.startAt(cache.length());
    a.reserveScores(cache.length() + count);
    for (Block block : blocks) {
      LayerWeights norms = block.weights();
      norms.attentionNorm().apply(kernels, a.residual, count, a.normed);
      block.attention().apply(cache, a, count);
      norms.attentionPostNorm().ifPresent(norm -> norm.apply(kernels, a.branch, count, a.branch));
      add(a.branch, a.residual, count);

      norms.feedForwardNorm().apply(kernels, a.residual, count, a.normed);
      block.feedForward().apply(a, count);
      norms.feedForwardPostNorm().ifPresent(norm -> norm.apply(kernels, a.branch, count, a.branch));
      add(a.branch, a.residual, count);
    }
    cache.advance(count);
  }

  /// Computes the logits that follow some tokens of the batch just passed.
  ///
  /// @param firstRow index in the batch of the first of them
  /// @param rows how many of them
  /// @param logits `[rows, vocabSize]`
  public void logits(Activations a, int firstRow, int rows, float[] logits) {
    int modelDim = config.modelDim();
    System.arraycopy(a.residual, firstRow * modelDim, a.normed, 0, rows * modelDim);
    weights.outputNorm().apply(kernels, a.normed, rows, a.normed);
    pool.run(share -> weights.output().apply(kernels, share, a.normed, rows, logits));
    VocabularyConfig vocabulary = config.vocabulary();
    scale(logits, rows * config.vocabSize(), vocabulary.logitScale());
    vocabulary
        .logitCap()
        .ifPresent(cap -> kernels.softCap(logits, 0, rows * config.vocabSize(), (float) cap));
  }

  private void embed(int[] tokens, int from, int to, float[] residual) {
    int modelDim = config.modelDim();
    for (int i = from; i < to; i++) {
      if (tokens[i] < 0 || tokens[i] >= config.vocabSize()) {
        throw new IllegalArgumentException(
            "token %d at index %d is not in the vocabulary of %d"
                .formatted(tokens[i], i, config.vocabSize()));
      }
      kernels.expandRow(weights.tokenEmbedding(), tokens[i], residual, (i - from) * modelDim);
    }
    scale(residual, (to - from) * modelDim, config.vocabulary().embeddingScale());
    weights.embeddingNorm().ifPresent(norm -> norm.apply(kernels, residual, to - from, residual));
  }

  private static void scale(float[] x, int count, float factor) {
    if (factor != 1) {
      for (int i = 0; i < count; i++) {
        x[i] *= factor;
      }
    }
  }

  private void add(float[] branch, float[] residual, int count) {
    for (int i = 0; i < count * config.modelDim(); i++) {
      residual[i] += branch[i];
    }
  }
}
