package assay.engine.model;

import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.AttentionConfig.LatentShape;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import assay.engine.model.LayerWeights.KeyMap;
import assay.engine.model.LayerWeights.LatentHead;
import assay.engine.model.LayerWeights.LatentWeights;
import java.util.Arrays;
import java.util.Optional;

/// Causal self-attention over latent vectors; see [Latent].
///
/// Keys and values are never expanded. A head's key is `K c` for a latent vector `c`, and `q . K c`
/// is `K^T q . c`: queries are taken to the latent space once, compared there, and the weighted sum
/// of latent vectors is taken back by the head's value map.
///
/// Source: DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1.2 and appendix C.
final class LatentAttention implements Attention {
  private final Latent config;
  private final LatentShape shape;
  private final LatentWeights weights;
  private final Optional<RotaryEmbedding> rotary;
  private final LayerEntries entries;
  private final PagedAttention attention;

  LatentAttention(Latent config, LatentWeights weights, Positions positions, LayerEntries entries) {
    this.config = config;
    this.weights = weights;
    this.entries = entries;
    shape = config.shape();
    rotary = positions.rotary(config.position());
    PagedAttention.Shape seen =
        new PagedAttention.Shape(
            config.headCount(), 1, shape.entryDim(), shape.latentDim(), Optional.empty());
    attention =
        new PagedAttention(
            entries, seen, config.scores(), scale(config), new float[0], new float[0]);
  }

  private static float scale(Latent config) {
    double factor =
        config.position() instanceof Rotary rotary && rotary.scaling() instanceof Yarn yarn
            ? yarn.scoreFactor()
            : 1;
    return (float) (config.scores().scale() * factor);
  }

  @Override
  public void apply(Pass pass) {
    Activations a = pass.activations;
    project(pass);
    pass.meet();
    for (int row = pass.firstRow(); row < pass.endRow(); row++) {
      int entry = row * shape.entryDim();
      weights.entryNorm().apply(pass.kernels, a.keys, entry, shape.entryDim(), 1, a.keys);
      if (rotary.isPresent()) {
        rotate(rotary.get(), a, row);
      }
      entries.store(pass, row, shape.entryDim());
    }
    pass.meet();
    for (int head = pass.worker.claim(); head < config.headCount(); head = pass.worker.claim()) {
      toLatent(pass, head);
    }
    pass.meet();
    attention.apply(pass, a.latentQueries, a.latentAttended);
    pass.meet();
    for (int head = pass.worker.claim(); head < config.headCount(); head = pass.worker.claim()) {
      toValues(pass, head);
    }
    pass.meet();
    pass.project(weights.output(), a.attended, a.branch);
  }

  private void project(Pass pass) {
    Activations a = pass.activations;
    boolean squeezes = weights.squeeze().isPresent();
    Projection first = squeezes ? weights.squeeze().get().down() : weights.query();
    float[] out = squeezes ? a.squeezed : a.queries;
    int chunks = pass.chunks(first.outDim());
    int all = chunks + pass.chunks(shape.entryDim());
    for (int chunk = pass.worker.claim(); chunk < all; chunk = pass.worker.claim()) {
      if (chunk < chunks) {
        pass.project(first, chunk, a.normed, out);
      } else {
        pass.project(weights.entry(), chunk - chunks, a.normed, a.keys);
      }
    }
    if (squeezes) {
      pass.meet();
      Norm norm = weights.squeeze().get().norm();
      norm.apply(pass.kernels, a.squeezed, pass.firstRow(), pass.endRow(), a.squeezed);
      pass.meet();
      pass.project(weights.query(), a.squeezed, a.queries);
    }
  }

  private void rotate(RotaryEmbedding embedding, Activations a, int row) {
    int headDim = shape.headDim();
    int query = row * config.headCount() * headDim + shape.plainDim();
    embedding.rotate(a, row, a.queries, query, headDim, config.headCount());
    int key = row * shape.entryDim() + shape.latentDim();
    embedding.rotate(a, row, a.keys, key, shape.entryDim(), 1);
  }

  /// Takes one head's queries to the latent space; the rotated part goes along unchanged.
  private void toLatent(Pass pass, int head) {
    Activations a = pass.activations;
    int queryStride = config.headCount() * shape.headDim();
    int latentStride = config.headCount() * shape.entryDim();
    int from = head * shape.headDim();
    int to = head * shape.entryDim();
    switch (weights.heads().get(head).key()) {
      case KeyMap.FromQuery(Operand matrix) ->
          pass.kernels.matmul(
              matrix,
              0,
              matrix.rows(),
              pass.batches.of(a.queries, from, queryStride),
              pass.rows(),
              pass.batches.of(a.latentQueries, to, latentStride));
      case KeyMap.ToKey(Matrix matrix) -> sumKeys(pass, matrix, head);
    }
    for (int row = 0; row < pass.rows(); row++) {
      int source = row * queryStride + from + shape.plainDim();
      int target = row * latentStride + to + shape.latentDim();
      System.arraycopy(a.queries, source, a.latentQueries, target, shape.ropeDim());
    }
  }

  /// The same by the map's transpose: the sum of its rows, weighted by the query's elements.
  private void sumKeys(Pass pass, Matrix matrix, int head) {
    Activations a = pass.activations;
    Kernels kernels = pass.kernels;
    int latentDim = shape.latentDim();
    for (int row = 0; row < matrix.rows(); row++) {
      kernels.expandRow(matrix, row, pass.expanded, row * latentDim);
    }
    for (int row = 0; row < pass.rows(); row++) {
      int pair = row * config.headCount() + head;
      int out = pair * shape.entryDim();
      Arrays.fill(a.latentQueries, out, out + latentDim, 0);
      for (int i = 0; i < matrix.rows(); i++) {
        float weight = a.queries[pair * shape.headDim() + i];
        kernels.addScaled(weight, pass.expanded, i * latentDim, latentDim, a.latentQueries, out);
      }
    }
  }

  private void toValues(Pass pass, int head) {
    Activations a = pass.activations;
    int latentStride = config.headCount() * shape.latentDim();
    int valueStride = config.headCount() * shape.valueDim();
    LatentHead map = weights.heads().get(head);
    pass.kernels.matmul(
        map.value(),
        0,
        shape.valueDim(),
        pass.batches.of(a.latentAttended, head * shape.latentDim(), latentStride),
        pass.rows(),
        pass.batches.of(a.attended, head * shape.valueDim(), valueStride));
  }
}
