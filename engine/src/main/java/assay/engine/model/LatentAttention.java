package assay.engine.model;

import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.AttentionConfig.LatentShape;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.kernels.Batch;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Rows;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.KeyMap;
import assay.engine.model.LayerWeights.LatentHead;
import assay.engine.model.LayerWeights.LatentWeights;
import java.util.Optional;

/// Causal self-attention over latent vectors; see [Latent].
///
/// Keys and values are never expanded. A head's key is `K c` for a latent vector `c`, and `q . K c`
/// is `K^T q . c`: queries are taken to the latent space once, compared there, and the weighted sum
/// of latent vectors is taken back by the head's value map.
///
/// Source: DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1.2 and appendix C.
final class LatentAttention implements Attention {
  private final int layer;
  private final Latent config;
  private final LatentShape shape;
  private final LatentWeights weights;
  private final Optional<RotaryEmbedding> rotary;
  private final Softmax softmax;
  private final Kernels kernels;
  private final WorkerPool pool;

  LatentAttention(
      int layer,
      Latent config,
      LatentWeights weights,
      Positions positions,
      Kernels kernels,
      WorkerPool pool) {
    this.layer = layer;
    this.config = config;
    this.weights = weights;
    this.kernels = kernels;
    this.pool = pool;
    shape = config.shape();
    rotary = positions.rotary(config.position());
    softmax = new Softmax(kernels, config.scores(), scale(config), new float[0]);
  }

  private static float scale(Latent config) {
    double factor =
        config.position() instanceof Rotary rotary && rotary.scaling() instanceof Yarn yarn
            ? yarn.scoreFactor()
            : 1;
    return (float) (config.scores().scale() * factor);
  }

  @Override
  public void apply(KvCache cache, Activations a, int tokens) {
    project(a, tokens);
    int entryDim = shape.entryDim();
    weights.entryNorm().apply(kernels, a.keys, 0, entryDim, tokens, a.keys);
    rotary.ifPresent(embedding -> rotate(embedding, a, tokens));
    cache.keys(layer).put(cache.length(), a.keys, tokens);
    pool.run(
        share -> {
          for (int head = share.start(config.headCount());
              head < share.end(config.headCount());
              head++) {
            toLatent(share, head, a, tokens);
          }
        });
    pool.run(share -> attend(share, cache, a, tokens));
    pool.run(share -> toValues(share, a, tokens));
    pool.run(share -> weights.output().apply(kernels, share, a.attended, tokens, a.branch));
  }

  private void project(Activations a, int tokens) {
    if (weights.squeeze().isEmpty()) {
      pool.run(
          share -> {
            weights.query().apply(kernels, share, a.normed, tokens, a.queries);
            weights.entry().apply(kernels, share, a.normed, tokens, a.keys);
          });
    } else {
      LayerWeights.Squeeze squeeze = weights.squeeze().get();
      pool.run(
          share -> {
            squeeze.down().apply(kernels, share, a.normed, tokens, a.squeezed);
            weights.entry().apply(kernels, share, a.normed, tokens, a.keys);
          });
      squeeze.norm().apply(kernels, a.squeezed, tokens, a.squeezed);
      pool.run(share -> weights.query().apply(kernels, share, a.squeezed, tokens, a.queries));
    }
  }

  private void rotate(RotaryEmbedding embedding, Activations a, int tokens) {
    int headDim = shape.headDim();
    embedding.rotate(a.queries, shape.plainDim(), headDim, config.headCount(), tokens, a);
    embedding.rotate(a.keys, shape.latentDim(), shape.entryDim(), 1, tokens, a);
  }

  /// Takes one head's queries to the latent space; the rotated part goes along unchanged.
  private void toLatent(Share share, int head, Activations a, int tokens) {
    int queryStride = config.headCount() * shape.headDim();
    int latentStride = config.headCount() * shape.entryDim();
    int from = head * shape.headDim();
    int to = head * shape.entryDim();
    switch (weights.heads().get(head).key()) {
      case KeyMap.FromQuery(Matrix matrix) ->
          kernels.matmul(
              matrix,
              0,
              matrix.rows(),
              new Batch(a.queries, from, queryStride),
              tokens,
              new Batch(a.latentQueries, to, latentStride));
      case KeyMap.ToKey(Matrix matrix) ->
          sumKeys(matrix, head, a, tokens, a.expanded(share.index()));
    }
    for (int token = 0; token < tokens; token++) {
      int source = token * queryStride + from + shape.plainDim();
      int target = token * latentStride + to + shape.latentDim();
      System.arraycopy(a.queries, source, a.latentQueries, target, shape.ropeDim());
    }
  }

  /// The same by the map's transpose: the sum of its rows, weighted by the query's elements.
  private void sumKeys(Matrix matrix, int head, Activations a, int tokens, float[] expanded) {
    int latentDim = shape.latentDim();
    for (int row = 0; row < matrix.rows(); row++) {
      kernels.expandRow(matrix, row, expanded, row * latentDim);
    }
    Rows rows = new Rows.Floats(expanded, 0, latentDim, matrix.rows(), latentDim);
    float[] query = new float[matrix.rows()];
    for (int token = 0; token < tokens; token++) {
      int pair = token * config.headCount() + head;
      System.arraycopy(a.queries, pair * shape.headDim(), query, 0, query.length);
      kernels.weightedSum(query, rows, a.latentQueries, pair * shape.entryDim());
    }
  }

  /// One share of all pairs of head and token, token fastest: later tokens see more positions, so
  /// that shares of tokens alone would be uneven.
  private void attend(Share share, KvCache cache, Activations a, int tokens) {
    float[] scores = a.scores(share.index());
    int pairs = config.headCount() * tokens;
    for (int i = share.start(pairs); i < share.end(pairs); i++) {
      int head = i / tokens;
      int token = i % tokens;
      int seen = cache.length() + token + 1;
      int pair = token * config.headCount() + head;
      Rows keys = cache.keys(layer).rows(0, 0, seen, shape.entryDim());
      softmax.weigh(a.latentQueries, pair * shape.entryDim(), head, keys, scores);
      Rows latents = cache.keys(layer).rows(0, 0, seen, shape.latentDim());
      kernels.weightedSum(scores, latents, a.latentAttended, pair * shape.latentDim());
    }
  }

  private void toValues(Share share, Activations a, int tokens) {
    int latentStride = config.headCount() * shape.latentDim();
    int valueStride = config.headCount() * shape.valueDim();
    for (int head = share.start(config.headCount()); head < share.end(config.headCount()); head++) {
      LatentHead map = weights.heads().get(head);
      kernels.matmul(
          map.value(),
          0,
          shape.valueDim(),
          new Batch(a.latentAttended, head * shape.latentDim(), latentStride),
          tokens,
          new Batch(a.attended, head * shape.valueDim(), valueStride));
    }
  }
}
