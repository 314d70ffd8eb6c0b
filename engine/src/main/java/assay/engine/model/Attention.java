package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Rows;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.AttentionWeights;

/// Causal self-attention in which several query heads share one key and value head.
///
/// Source: Ainslie et al., "GQA", 2023.
final class Attention {
  private final GroupedQuery config;
  private final RotaryEmbedding rotary;
  private final Kernels kernels;
  private final WorkerPool pool;

  Attention(GroupedQuery config, Kernels kernels, WorkerPool pool) {
    this.config = config;
    this.rotary = new RotaryEmbedding(config);
    this.kernels = kernels;
    this.pool = pool;
  }

  /// Fills in the angles for a batch that begins at `firstPosition`; they serve all layers.
  void turnTo(int firstPosition, int tokens, Activations a) {
    rotary.angles(firstPosition, tokens, a.cosines, a.sines);
    a.reserveScores(firstPosition + tokens);
  }

  /// Computes `branch` from `residual`, and stores the batch's keys and values in the cache.
  void apply(int layer, AttentionWeights weights, KvCache cache, Activations a, int tokens) {
    weights.norm().apply(kernels, a.residual, tokens, a.normed);
    pool.run(
        share -> {
          weights.query().apply(kernels, share, a.normed, tokens, a.queries);
          weights.key().apply(kernels, share, a.normed, tokens, a.keys);
          weights.value().apply(kernels, share, a.normed, tokens, a.values);
        });
    rotary.rotate(a.queries, config.headCount(), tokens, a.cosines, a.sines);
    rotary.rotate(a.keys, config.kvHeadCount(), tokens, a.cosines, a.sines);
    cache.store(layer, a.keys, a.values, tokens);
    pool.run(share -> attend(share, layer, cache, a, tokens));
    pool.run(share -> weights.output().apply(kernels, share, a.attended, tokens, a.branch));
  }

  /// One share of all pairs of head and token, token fastest: later tokens see more positions, so
  /// that shares of tokens alone would be uneven.
  private void attend(Share share, int layer, KvCache cache, Activations a, int tokens) {
    float[] scores = a.scores(share.index());
    int pairs = config.headCount() * tokens;
    for (int pair = share.start(pairs); pair < share.end(pairs); pair++) {
      int head = pair / tokens;
      int token = pair % tokens;
      attend(new Target(layer, token, head), cache, a, scores);
    }
  }

  private record Target(int layer, int token, int head) {}

  private void attend(Target target, KvCache cache, Activations a, float[] scores) {
    int kvHead = target.head() / (config.headCount() / config.kvHeadCount());
    int positions = cache.length() + target.token() + 1;
    Rows keys = cache.keys(target.layer(), kvHead, positions);
    Rows values = cache.values(target.layer(), kvHead, positions);
    int start = (target.token() * config.headCount() + target.head()) * config.headDim();
    float scale = config.scores().scale();
    kernels.scores(a.queries, start, keys, scale, scores);
    kernels.softmax(scores, positions);
    kernels.weightedSum(scores, values, a.attended, start);
  }
}
