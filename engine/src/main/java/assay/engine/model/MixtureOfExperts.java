package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.model.LayerWeights.ExpertsWeights;
import assay.engine.model.LayerWeights.GatedWeights;
import assay.engine.model.LayerWeights.SharedWeights;
import java.util.Arrays;

/// A feed-forward block of which each token passes a few pieces; see [Experts].
///
/// The tokens that share an expert, of whatever sequence, pass it as one batch, so that its weights
/// are read once. A token's sum runs over its experts by index whatever the batch, so that batches
/// do not change bits.
final class MixtureOfExperts implements FeedForward {
  private final int layer;
  private final Experts config;
  private final ExpertsWeights weights;
  private final int modelDim;
  private final ActivationFunction activation;
  private final int sharedDim; // 0 for none

  /// What one expert computes for all its tokens: outputs `from` to `to - 1` of something.
  @FunctionalInterface
  private interface Part {
    void compute(MixtureOfExperts block, Pass pass, int expert, int from, int to);
  }

  MixtureOfExperts(int layer, Experts config, ExpertsWeights weights, int modelDim) {
    this.layer = layer;
    this.config = config;
    this.weights = weights;
    this.modelDim = modelDim;
    activation = new ActivationFunction(config.activation());
    sharedDim = weights.shared().map(shared -> shared.block().gate().outDim()).orElse(0);
  }

  @Override
  public void apply(Pass pass) {
    Activations a = pass.activations;
    pass.project(weights.router(), a.normed, a.routing.logits);
    pass.meet();
    if (pass.worker.index() == 0) {
      route(a);
    }
    pass.meet();
    fillSlots(pass);
    pass.meet();
    open(pass);
    pass.meet();
    close(pass);
    pass.meet();
    for (int row = pass.firstRow(); row < pass.endRow(); row++) {
      sum(row, a);
    }
  }

  /// Picks the experts of all tokens and notes them.
  private void route(Activations a) {
    Routing routing = a.routing;
    StepBatch batch = a.batch();
    int used = config.router().usedCount();
    for (int row = 0; row < batch.rows(); row++) {
      weights.selection().route(routing.logits, row, routing.experts, routing.weights);
      note(batch, row, routing.experts, row * used, a.picks[layer]);
    }
    routing.assign(batch.rows() * used);
  }

  private void note(StepBatch batch, int row, int[] experts, int first, long[] picks) {
    PageFormat format = batch.pages(row).format();
    short[] noted = batch.pages(row).page(batch.positions[row]).picks();
    int start = format.picksOffset(layer, batch.slot(row));
    for (int i = 0; i < config.router().usedCount(); i++) {
      noted[start + i] = (short) experts[first + i];
      picks[experts[first + i]]++;
    }
  }

  /// Copies a worker's rows to the slots of the experts that they pass, and weighs them there if it
  /// is the inputs that are weighed.
  private void fillSlots(Pass pass) {
    Activations a = pass.activations;
    int used = config.router().usedCount();
    for (int pick = pass.firstRow() * used; pick < pass.endRow() * used; pick++) {
      int slot = a.routing.slots[pick] * modelDim;
      System.arraycopy(a.normed, pick / used * modelDim, a.routing.input, slot, modelDim);
      if (config.weighsInput()) {
        float weight = a.routing.weights[pick];
        for (int i = slot; i < slot + modelDim; i++) {
          a.routing.input[i] *= weight;
        }
      }
    }
  }

  /// Computes the hidden layers of the shared block and of all experts that tokens pass.
  private void open(Pass pass) {
    Routing routing = pass.activations.routing;
    int width = config.expertDim();
    int ofShared = pass.chunks(sharedDim);
    int chunks = ofShared + pass.chunks(routing.activeCount() * width);
    for (int i = pass.worker.claim(); i < chunks; i = pass.worker.claim()) {
      if (i < ofShared) {
        openShared(pass, weights.shared().orElseThrow(), i);
      } else {
        compute(pass, i - ofShared, width, MixtureOfExperts::openExpert);
      }
    }
  }

  /// Computes one chunk of what all experts that tokens pass have to compute.
  ///
  /// @param outputs of each expert
  private void compute(Pass pass, int chunk, int outputs, Part part) {
    Routing routing = pass.activations.routing;
    int all = routing.activeCount() * outputs;
    int start = pass.chunkStart(chunk, all);
    int end = pass.chunkStart(chunk + 1, all);
    for (int i = 0; i < routing.activeCount(); i++) {
      int expert = routing.active[i];
      int from = routing.outputsBefore(start, expert, outputs);
      int to = routing.outputsBefore(end, expert, outputs);
      if (from < to) {
        part.compute(this, pass, expert, from, to);
      }
    }
  }

  private void openExpert(Pass pass, int expert, int from, int to) {
    Routing routing = pass.activations.routing;
    int first = routing.starts[expert];
    int load = routing.load(expert);
    GatedWeights block = weights.experts().get(expert);
    block.gate().apply(pass, from, to, routing.inputs[first], load, routing.gates[first]);
    block.up().apply(pass, from, to, routing.inputs[first], load, routing.ups[first]);
    block.gate().addBias(from, to, first, load, routing.gate, routing.expertDim);
    block.up().addBias(from, to, first, load, routing.up, routing.expertDim);
    for (int slot = first; slot < first + load; slot++) {
      int start = slot * routing.expertDim;
      activation.gate(pass.kernels, routing.gate, routing.up, start + from, start + to);
    }
  }

  private void openShared(Pass pass, SharedWeights shared, int chunk) {
    GatedFeedForward.open(shared.block(), chunk, sharedDim, activation, pass);
    if (chunk == 0 && shared.weight().isPresent()) {
      Activations a = pass.activations;
      Projection weight = shared.weight().get();
      weight.apply(pass, 0, 1, a.normed, pass.rows(), a.sharedWeights);
    }
  }

  /// Computes the outputs of the shared block and of all experts that tokens pass.
  private void close(Pass pass) {
    Activations a = pass.activations;
    int ofShared = weights.shared().isPresent() ? pass.chunks(modelDim) : 0;
    int chunks = ofShared + pass.chunks(a.routing.activeCount() * modelDim);
    for (int i = pass.worker.claim(); i < chunks; i = pass.worker.claim()) {
      if (i < ofShared) {
        pass.project(weights.shared().orElseThrow().block().down(), i, a.gate, a.branch);
      } else {
        compute(pass, i - ofShared, modelDim, MixtureOfExperts::closeExpert);
      }
    }
  }

  private void closeExpert(Pass pass, int expert, int from, int to) {
    Routing routing = pass.activations.routing;
    int first = routing.starts[expert];
    Projection down = weights.experts().get(expert).down();
    int load = routing.load(expert);
    down.apply(pass, from, to, routing.gates[first], load, routing.outputs[first]);
    down.addBias(from, to, first, load, routing.output, modelDim);
  }

  private void sum(int row, Activations a) {
    int start = row * modelDim;
    if (weights.shared().isEmpty()) {
      Arrays.fill(a.branch, start, start + modelDim, 0);
    } else if (weights.shared().get().weight().isPresent()) {
      float weight = (float) (1 / (1 + Math.exp(-a.sharedWeights[row])));
      for (int i = start; i < start + modelDim; i++) {
        a.branch[i] *= weight;
      }
    }
    addExperts(row, a);
  }

  private void addExperts(int row, Activations a) {
    Routing routing = a.routing;
    int used = config.router().usedCount();
    for (int pick = row * used; pick < (row + 1) * used; pick++) {
      float weight = config.weighsInput() ? 1 : routing.weights[pick];
      int slot = routing.slots[pick] * modelDim;
      for (int i = 0; i < modelDim; i++) {
        a.branch[row * modelDim + i] += weight * routing.output[slot + i];
      }
    }
  }
}
