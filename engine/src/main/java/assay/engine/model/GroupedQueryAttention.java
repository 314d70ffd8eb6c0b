package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Rows;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.GroupedQueryWeights;
import assay.engine.model.LayerWeights.HeadNorms;
import java.util.Optional;

/// Causal self-attention in which several query heads share one key and value head; see
/// [GroupedQuery].
final class GroupedQueryAttention implements Attention {
  private final int layer;
  private final GroupedQuery config;
  private final GroupedQueryWeights weights;
  private final Optional<RotaryEmbedding> rotary;
  private final Softmax softmax;
  private final Kernels kernels;
  private final WorkerPool pool;

  GroupedQueryAttention(
      int layer,
      GroupedQuery config,
      GroupedQueryWeights weights,
      Positions positions,
      Kernels kernels,
      WorkerPool pool) {
    this.layer = layer;
    this.config = config;
    this.weights = weights;
    this.kernels = kernels;
    this.pool = pool;
    rotary = positions.rotary(config.position());
    float[] slopes = AlibiSlopes.of(config.position(), config.headCount());
    softmax = new Softmax(kernels, config.scores(), config.scores().scale(), slopes);
  }

  @Override
  public void apply(KvCache cache, Activations a, int tokens) {
    pool.run(
        share -> {
          weights.query().apply(kernels, share, a.normed, tokens, a.queries);
          weights.key().apply(kernels, share, a.normed, tokens, a.keys);
          weights.value().apply(kernels, share, a.normed, tokens, a.values);
        });
    config.clip().ifPresent(bound -> clip(a, tokens, (float) bound));
    weights.headNorms().ifPresent(norms -> normHeads(norms, a, tokens));
    rotary.ifPresent(embedding -> rotate(embedding, a, tokens));
    cache.keys(layer).put(cache.length(), a.keys, tokens);
    cache.values(layer).put(cache.length(), a.values, tokens);
    pool.run(share -> attend(share, cache, a, tokens));
    pool.run(share -> weights.output().apply(kernels, share, a.attended, tokens, a.branch));
  }

  private void clip(Activations a, int tokens, float bound) {
    clip(a.queries, tokens * config.queryDim(), bound);
    clip(a.keys, tokens * config.kvDim(), bound);
    clip(a.values, tokens * config.kvDim(), bound);
  }

  private static void clip(float[] x, int count, float bound) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.clamp(x[i], -bound, bound);
    }
  }

  private void normHeads(HeadNorms norms, Activations a, int tokens) {
    norms.query().apply(kernels, a.queries, tokens * config.headCount(), a.queries);
    norms.key().apply(kernels, a.keys, tokens * config.kvHeadCount(), a.keys);
  }

  private void rotate(RotaryEmbedding embedding, Activations a, int tokens) {
    embedding.rotate(a.queries, 0, config.headDim(), config.headCount(), tokens, a);
    embedding.rotate(a.keys, 0, config.headDim(), config.kvHeadCount(), tokens, a);
  }

  /// One share of all pairs of head and token, token fastest: later tokens see more positions, so
  /// that shares of tokens alone would be uneven.
  private void attend(Share share, KvCache cache, Activations a, int tokens) {
    float[] scores = a.scores(share.index());
    int pairs = config.headCount() * tokens;
    for (int pair = share.start(pairs); pair < share.end(pairs); pair++) {
      attend(pair / tokens, pair % tokens, cache, a, scores);
    }
  }

  private void attend(int head, int token, KvCache cache, Activations a, float[] scores) {
    int kvHead = head / (config.headCount() / config.kvHeadCount());
    int end = cache.length() + token + 1;
    int seen = Math.min(end, config.window().orElse(end));
    Rows keys = cache.keys(layer).rows(kvHead, end - seen, seen, config.headDim());
    Rows values = cache.values(layer).rows(kvHead, end - seen, seen, config.headDim());
    int start = (token * config.headCount() + head) * config.headDim();
    softmax.weigh(a.queries, start, head, keys, scores);
    kernels.weightedSum(scores, values, a.attended, start);
  }
}
