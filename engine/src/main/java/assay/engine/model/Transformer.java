package assay.engine.model;

import assay.engine.config.ModelConfig;
import assay.engine.kernels.Batch;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.WorkerPool;

/// A decoder-only transformer: tokens in, logits out.
///
/// A batch is consecutive tokens of one sequence. Prefill passes many at once, so that each weight
/// is read from memory once for all of them; decode is the same pass with one. The logits are the
/// same bits however a sequence is cut into batches.
///
/// Used by one thread at a time. Source: Qwen team, "Qwen2 Technical Report", 2024; the reference
/// implementation is `modeling_qwen2.py` of Hugging Face Transformers.
public final class Transformer {
  private final ModelConfig config;
  private final Weights weights;
  private final Kernels kernels;
  private final WorkerPool pool;
  private final Attention attention;
  private final FeedForward feedForward;

  /// Creates a transformer over weights that stay their owner's to close.
  public Transformer(ModelConfig config, Weights weights, Kernels kernels, WorkerPool pool) {
    this.config = config;
    this.weights = weights;
    this.kernels = kernels;
    this.pool = pool;
    attention = new Attention(Blocks.attention(config), kernels, pool);
    feedForward = new FeedForward(Blocks.feedForward(config).ffnDim(), kernels, pool);
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
    attention.turnTo(cache.length(), count, a);
    for (int layer = 0; layer < config.layerCount(); layer++) {
      LayerWeights block = weights.layers().get(layer);
      attention.apply(layer, block.attention(), cache, a, count);
      add(a.branch, a.residual, count);
      feedForward.apply(block.feedForward(), a, count);
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
    int vocabSize = config.vocabSize();
    pool.run(
        share ->
            kernels.matmul(
                weights.output(),
                share.start(vocabSize),
                share.end(vocabSize),
                Batch.of(a.normed, modelDim),
                rows,
                Batch.of(logits, vocabSize)));
  }

  private void embed(int[] tokens, int from, int to, float[] residual) {
    for (int i = from; i < to; i++) {
      if (tokens[i] < 0 || tokens[i] >= config.vocabSize()) {
        throw new IllegalArgumentException(
            "token %d at index %d is not in the vocabulary of %d"
                .formatted(tokens[i], i, config.vocabSize()));
      }
      kernels.expandRow(
          weights.tokenEmbedding(), tokens[i], residual, (i - from) * config.modelDim());
    }
  }

  private void add(float[] branch, float[] residual, int count) {
    for (int i = 0; i < count * config.modelDim(); i++) {
      residual[i] += branch[i];
    }
  }
}
