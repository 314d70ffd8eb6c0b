package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.AttentionConfig.Temperature;
import assay.engine.model.LayerWeights.GroupedQueryWeights;
import assay.engine.model.LayerWeights.HeadNorms;
import java.util.List;
import java.util.Optional;

/// Causal self-attention in which several query heads share one key and value head; see
/// [GroupedQuery].
final class GroupedQueryAttention implements Attention {
  private final GroupedQuery config;
  private final GroupedQueryWeights weights;
  private final Optional<RotaryEmbedding> rotary;
  private final LayerEntries entries;
  private final PagedAttention attention;

  GroupedQueryAttention(
      GroupedQuery config, GroupedQueryWeights weights, Positions positions, LayerEntries entries) {
    this.config = config;
    this.weights = weights;
    this.entries = entries;
    rotary = positions.rotary(config.position());
    float[] slopes = AlibiSlopes.of(config.position(), config.headCount());
    int headDim = config.headDim();
    PagedAttention.Shape shape =
        new PagedAttention.Shape(
            config.headCount(), config.kvHeadCount(), headDim, headDim, config.window());
    attention =
        new PagedAttention(
            entries,
            shape,
            config.scores(),
            config.scores().scale(),
            slopes,
            sinks(weights.sinks()));
  }

  private static float[] sinks(List<Float> scores) {
    float[] sinks = new float[scores.size()];
    for (int i = 0; i < sinks.length; i++) {
      sinks[i] = scores.get(i);
    }
    return sinks;
  }

  @Override
  public void apply(Pass pass) {
    Activations a = pass.activations;
    project(pass);
    pass.meet();
    for (int row = pass.firstRow(); row < pass.endRow(); row++) {
      if (config.clip().isPresent()) {
        clip(a, row, (float) config.clip().getAsDouble());
      }
      if (weights.headNorms().isPresent()) {
        normHeads(weights.headNorms().get(), pass, row);
      }
      if (rotary.isPresent()) {
        rotate(rotary.get(), a, row);
      }
      if (config.scores().temperature().isPresent()) {
        temper(config.scores().temperature().get(), pass, row);
      }
      entries.store(pass, row, config.kvDim());
    }
    pass.meet();
    attention.apply(pass, a.queries, a.attended);
    pass.meet();
    if (weights.gate().isPresent()) {
      gate(pass);
      pass.meet();
    }
    pass.project(weights.output(), a.attended, a.branch);
  }

  private void project(Pass pass) {
    Activations a = pass.activations;
    int queryChunks = pass.chunks(config.queryDim());
    int kvChunks = pass.chunks(config.kvDim());
    int gateChunks = weights.gate().isPresent() ? queryChunks : 0;
    int all = queryChunks + 2 * kvChunks + gateChunks;
    for (int chunk = pass.worker.claim(); chunk < all; chunk = pass.worker.claim()) {
      if (chunk < queryChunks) {
        pass.project(weights.query(), chunk, a.normed, a.queries);
      } else if (chunk < queryChunks + kvChunks) {
        pass.project(weights.key(), chunk - queryChunks, a.normed, a.keys);
      } else if (chunk < queryChunks + 2 * kvChunks) {
        pass.project(weights.value(), chunk - queryChunks - kvChunks, a.normed, a.values);
      } else {
        Projection gate = weights.gate().orElseThrow();
        pass.project(gate, chunk - queryChunks - 2 * kvChunks, a.normed, a.attentionGates);
      }
    }
  }

  private void gate(Pass pass) {
    Activations a = pass.activations;
    int width = config.queryDim();
    for (int i = pass.firstRow() * width; i < pass.endRow() * width; i++) {
      a.attended[i] *= (float) (1 / (1 + Math.exp(-a.attentionGates[i])));
    }
  }

  private void clip(Activations a, int row, float bound) {
    clip(a.queries, row * config.queryDim(), config.queryDim(), bound);
    clip(a.keys, row * config.kvDim(), config.kvDim(), bound);
    clip(a.values, row * config.kvDim(), config.kvDim(), bound);
  }

  private static void clip(float[] x, int start, int count, float bound) {
    for (int i = start; i < start + count; i++) {
      x[i] = Math.clamp(x[i], -bound, bound);
    }
  }

  private void normHeads(HeadNorms norms, Pass pass, int row) {
    Activations a = pass.activations;
    boolean each = config.norm() != HeadNorm.ALL;
    int heads = each ? config.headCount() : 1;
    int kvHeads = each ? config.kvHeadCount() : 1;
    norms.query().apply(pass.kernels, a.queries, row * heads, (row + 1) * heads, a.queries);
    norms.key().apply(pass.kernels, a.keys, row * kvHeads, (row + 1) * kvHeads, a.keys);
  }

  private void temper(Temperature temperature, Pass pass, int row) {
    float factor = temperature.at(pass.batch().positions[row]);
    float[] queries = pass.activations.queries;
    for (int i = row * config.queryDim(); i < (row + 1) * config.queryDim(); i++) {
      queries[i] *= factor;
    }
  }

  private void rotate(RotaryEmbedding embedding, Activations a, int row) {
    int headDim = config.headDim();
    embedding.rotate(a, row, a.queries, row * config.queryDim(), headDim, config.headCount());
    embedding.rotate(a, row, a.keys, row * config.kvDim(), headDim, config.kvHeadCount());
  }
}
