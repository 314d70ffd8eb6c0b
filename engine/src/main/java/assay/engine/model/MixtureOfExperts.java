package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.kernels.Batch;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.ExpertsWeights;
import assay.engine.model.LayerWeights.GatedWeights;
import assay.engine.model.LayerWeights.SharedWeights;
import java.util.Arrays;
import java.util.List;

/// A feed-forward block of which each token passes a few pieces; see [Experts].
///
/// The tokens that share an expert pass it as one batch, so that its weights are read once. A
/// token's sum runs over its experts by index whatever the batch, so that batches do not change
/// bits.
final class MixtureOfExperts implements FeedForward {
  private final int layer;
  private final Experts config;
  private final ExpertsWeights weights;
  private final int modelDim;
  private final ActivationFunction activation;
  private final Kernels kernels;
  private final WorkerPool pool;

  MixtureOfExperts(
      int layer,
      Experts config,
      ExpertsWeights weights,
      int modelDim,
      Kernels kernels,
      WorkerPool pool) {
    this.layer = layer;
    this.config = config;
    this.weights = weights;
    this.modelDim = modelDim;
    this.kernels = kernels;
    this.pool = pool;
    activation = new ActivationFunction(config.activation(), kernels);
  }

  @Override
  public void apply(Activations a, int tokens) {
    Routing routing = a.routing;
    pool.run(share -> weights.router().apply(kernels, share, a.normed, tokens, routing.logits));
    route(a, tokens);
    pool.run(
        share -> {
          openExperts(share, routing);
          weights.shared().ifPresent(shared -> openShared(share, shared, a, tokens));
        });
    pool.run(
        share -> {
          closeExperts(share, routing);
          weights.shared().ifPresent(shared -> closeShared(share, shared, a, tokens));
        });
    pool.run(share -> sum(share, a, tokens));
  }

  /// Picks experts and copies each token to the slots of those that it passes.
  private void route(Activations a, int tokens) {
    Routing routing = a.routing;
    int used = config.router().usedCount();
    for (int token = 0; token < tokens; token++) {
      weights.selection().route(routing.logits, token, routing.experts, routing.weights);
      a.expertUsage().note(layer, a.firstPosition() + token, routing.experts, token * used);
    }
    routing.assign(tokens * used);
    for (int pick = 0; pick < tokens * used; pick++) {
      int slot = routing.slots[pick] * modelDim;
      System.arraycopy(a.normed, pick / used * modelDim, routing.input, slot, modelDim);
    }
  }

  private void openExperts(Share share, Routing routing) {
    int width = config.expertDim();
    List<GatedWeights> experts = weights.experts();
    for (int expert = 0; expert < experts.size(); expert++) {
      int load = routing.load(expert);
      if (load > 0) {
        int first = routing.starts[expert];
        Batch input = new Batch(routing.input, first * modelDim, modelDim);
        Batch gate = new Batch(routing.gate, first * width, width);
        Batch up = new Batch(routing.up, first * width, width);
        experts.get(expert).gate().apply(kernels, share, input, load, gate);
        experts.get(expert).up().apply(kernels, share, input, load, up);
        for (int slot = first; slot < first + load; slot++) {
          int from = slot * width + share.start(width);
          activation.gate(routing.gate, routing.up, from, slot * width + share.end(width));
        }
      }
    }
  }

  private void closeExperts(Share share, Routing routing) {
    int width = config.expertDim();
    List<GatedWeights> experts = weights.experts();
    for (int expert = 0; expert < experts.size(); expert++) {
      int load = routing.load(expert);
      if (load > 0) {
        int first = routing.starts[expert];
        Batch hidden = new Batch(routing.gate, first * width, width);
        Batch output = new Batch(routing.output, first * modelDim, modelDim);
        experts.get(expert).down().apply(kernels, share, hidden, load, output);
      }
    }
  }

  private void openShared(Share share, SharedWeights shared, Activations a, int tokens) {
    shared.block().gate().apply(kernels, share, a.normed, tokens, a.gate);
    shared.block().up().apply(kernels, share, a.normed, tokens, a.up);
    int width = shared.block().gate().outDim();
    for (int token = 0; token < tokens; token++) {
      int from = token * width + share.start(width);
      activation.gate(a.gate, a.up, from, token * width + share.end(width));
    }
    // One output: the last worker's share.
    shared.weight().ifPresent(w -> w.apply(kernels, share, a.normed, tokens, a.sharedWeights));
  }

  private void closeShared(Share share, SharedWeights shared, Activations a, int tokens) {
    shared.block().down().apply(kernels, share, a.gate, tokens, a.branch);
  }

  private void sum(Share share, Activations a, int tokens) {
    for (int token = share.start(tokens); token < share.end(tokens); token++) {
      int start = token * modelDim;
      if (weights.shared().isEmpty()) {
        Arrays.fill(a.branch, start, start + modelDim, 0);
      } else if (weights.shared().get().weight().isPresent()) {
        float weight = (float) (1 / (1 + Math.exp(-a.sharedWeights[token])));
        for (int i = start; i < start + modelDim; i++) {
          a.branch[i] *= weight;
        }
      }
      addExperts(token, a);
    }
  }

  private void addExperts(int token, Activations a) {
    Routing routing = a.routing;
    int used = config.router().usedCount();
    for (int pick = token * used; pick < (token + 1) * used; pick++) {
      float weight = routing.weights[pick];
      int slot = routing.slots[pick] * modelDim;
      for (int i = 0; i < modelDim; i++) {
        a.branch[token * modelDim + i] += weight * routing.output[slot + i];
      }
    }
  }
}
