package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.cache.RecurrentState;
import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.DeltaShape;
import assay.engine.model.LayerWeights.GatedDeltaWeights;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// Linear attention by the gated delta rule; see [GatedDelta].
///
/// For a head with state `S`, key `k`, value `v` and query `q`: `S = decay * S`, then `S += k (beta
/// * (v - S^T k))^T`, and the output is `S^T q`. A sequence's tokens pass it one after the other,
///   so that results are the same bits however it is cut; heads and sequences are independent, and
///   are what workers claim. Behind the last position of a page its state is kept there, if it has
///   room.
///
/// Source: Yang et al., "Gated Delta Networks", 2024, section 3; Transformers,
/// `torch_recurrent_gated_delta_rule` of `modeling_qwen3_next.py`.
final class GatedDeltaNet implements Attention {
  /// Channels that are mixed as one piece of work.
  static final int CHANNELS = 64;

  private static final double EPSILON = 1e-6; // of the norm of queries and keys, as in the source
  private static final double LINEAR_FROM = 20; // there softplus is its argument, as in PyTorch
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final DeltaShape shape;
  private final GatedDeltaWeights weights;
  private final DeltaVectors vectors;
  private final long tailOffset; // bytes, of [taps - 1, mixedDim], the oldest token first
  private final long stateOffset; // bytes, of [valueHeads, keyDim, valueDim]

  /// @param offset of the layer's part of a recurrent state, in bytes
  GatedDeltaNet(DeltaShape shape, GatedDeltaWeights weights, long offset) {
    this.shape = shape;
    this.weights = weights;
    vectors = weights.vectors();
    tailOffset = offset;
    stateOffset = offset + Float.BYTES * shape.tailElements();
  }

  @Override
  public void apply(Pass pass) {
    Activations a = pass.activations;
    project(pass);
    pass.meet();
    int pieces = Math.ceilDiv(shape.mixedDim(), CHANNELS);
    int all = Runs.count(pass.batch()) * pieces;
    for (int i = pass.worker.claim(); i < all; i = pass.worker.claim()) {
      int first = i % pieces * CHANNELS;
      mix(pass, i / pieces, first, Math.min(CHANNELS, shape.mixedDim() - first));
    }
    pass.meet();
    for (int row = pass.firstRow(); row < pass.endRow(); row++) {
      normalise(a.mixed, row);
    }
    pass.meet();
    all = Runs.count(pass.batch()) * shape.valueHeads();
    for (int i = pass.worker.claim(); i < all; i = pass.worker.claim()) {
      recur(pass, i / shape.valueHeads(), i % shape.valueHeads());
    }
    pass.meet();
    pass.project(weights.output(), a.attended, a.branch);
  }

  private void project(Pass pass) {
    Activations a = pass.activations;
    int mixed = pass.chunks(shape.mixedDim());
    int gates = mixed + pass.chunks(shape.valuesDim());
    int small = pass.chunks(shape.valueHeads());
    int all = gates + 2 * small;
    for (int chunk = pass.worker.claim(); chunk < all; chunk = pass.worker.claim()) {
      if (chunk < mixed) {
        pass.project(weights.mixed(), chunk, a.normed, a.mixed);
      } else if (chunk < gates) {
        pass.project(weights.gate(), chunk - mixed, a.normed, a.attentionGates);
      } else if (chunk < gates + small) {
        pass.project(weights.beta(), chunk - gates, a.normed, a.betas);
      } else {
        pass.project(weights.alpha(), chunk - gates - small, a.normed, a.alphas);
      }
    }
  }

  private static RecurrentState state(Pass pass, int row) {
    return pass.batch().pages(row).state().orElseThrow();
  }

  /// Returns where the state behind a row's position is kept, if it is.
  private static Optional<RecurrentState> snapshot(Pass pass, int row) {
    boolean last = pass.batch().slot(row) == PageFormat.POSITIONS - 1;
    return last
        ? pass.batch().pages(row).page(pass.batch().positions[row]).snapshot()
        : Optional.empty();
  }

  /// Replaces some channels of a sequence's rows by the sum of the last tokens' that the kernel
  /// weighs, activated.
  private void mix(Pass pass, int run, int first, int count) {
    float[] x = pass.activations.mixed;
    float[] tail = pass.tail; // [taps - 1, count]
    int older = shape.taps() - 1;
    int firstRow = Runs.start(pass.batch(), run);
    MemorySegment memory = state(pass, firstRow).memory();
    copyTail(memory, first, count, tail, false);
    for (int row = firstRow; row < Runs.end(pass.batch(), firstRow); row++) {
      for (int i = 0; i < count; i++) {
        int at = row * shape.mixedDim() + first + i;
        int weight = (first + i) * shape.taps();
        float newest = x[at];
        float sum = 0;
        for (int tap = 0; tap < older; tap++) {
          sum += vectors.kernel[weight + tap] * tail[tap * count + i];
        }
        for (int tap = 0; tap < older - 1; tap++) {
          tail[tap * count + i] = tail[(tap + 1) * count + i];
        }
        if (older > 0) {
          tail[(older - 1) * count + i] = newest;
        }
        sum += vectors.kernel[weight + older] * newest;
        x[at] = (float) (sum / (1 + Math.exp(-sum)));
      }
      Optional<RecurrentState> kept = snapshot(pass, row);
      if (kept.isPresent()) {
        copyTail(kept.get().memory(), first, count, tail, true);
      }
    }
    copyTail(memory, first, count, tail, true);
  }

  private void copyTail(MemorySegment memory, int first, int count, float[] tail, boolean store) {
    for (int tap = 0; tap < shape.taps() - 1; tap++) {
      long at = tailOffset + Float.BYTES * ((long) tap * shape.mixedDim() + first);
      if (store) {
        MemorySegment.copy(tail, tap * count, memory, FLOAT, at, count);
      } else {
        MemorySegment.copy(memory, FLOAT, at, tail, tap * count, count);
      }
    }
  }

  /// Brings each head of a row's queries and keys to length 1, and scales queries by the root of
  /// their width.
  private void normalise(float[] x, int row) {
    double scale = 1 / Math.sqrt(shape.keyDim());
    int heads = shape.keyHeads();
    for (int head = 0; head < 2 * heads; head++) {
      int start = row * shape.mixedDim() + head * shape.keyDim();
      double sum = 0;
      for (int i = start; i < start + shape.keyDim(); i++) {
        sum += (double) x[i] * x[i];
      }
      float factor = (float) ((head < heads ? scale : 1) / Math.sqrt(sum + EPSILON));
      for (int i = start; i < start + shape.keyDim(); i++) {
        x[i] *= factor;
      }
    }
  }

  /// Passes a sequence's rows through one head.
  private void recur(Pass pass, int run, int head) {
    long at = stateOffset + (long) Float.BYTES * head * shape.keyDim() * shape.valueDim();
    int firstRow = Runs.start(pass.batch(), run);
    MemorySegment memory = state(pass, firstRow).memory();
    copyState(memory, at, pass.state, false);
    for (int row = firstRow; row < Runs.end(pass.batch(), firstRow); row++) {
      step(pass, row, head);
      finish(pass, row, head);
      Optional<RecurrentState> kept = snapshot(pass, row);
      if (kept.isPresent()) {
        copyState(kept.get().memory(), at, pass.state, true);
      }
    }
    copyState(memory, at, pass.state, true);
  }

  private void copyState(MemorySegment memory, long first, float[][] state, boolean store) {
    int width = shape.valueDim();
    for (int i = 0; i < shape.keyDim(); i++) {
      long at = first + (long) Float.BYTES * i * width;
      if (store) {
        MemorySegment.copy(state[i], 0, memory, FLOAT, at, width);
      } else {
        MemorySegment.copy(memory, FLOAT, at, state[i], 0, width);
      }
    }
  }

  private void step(Pass pass, int row, int head) {
    Activations a = pass.activations;
    int width = shape.valueDim();
    int query = row * shape.mixedDim() + shape.keyHead(head) * shape.keyDim();
    int key = query + shape.keysDim();
    int value = row * shape.mixedDim() + 2 * shape.keysDim() + head * width;
    int pair = row * shape.valueHeads() + head;
    float decay = decay(a.alphas[pair], head);
    float beta = (float) (1 / (1 + Math.exp(-a.betas[pair])));
    float[] change = pass.change;
    Arrays.fill(change, 0, width, 0);
    for (int i = 0; i < shape.keyDim(); i++) {
      fade(pass.state[i], width, decay, a.mixed[key + i], change);
    }
    for (int j = 0; j < width; j++) {
      change[j] = beta * (a.mixed[value + j] - change[j]);
    }
    Arrays.fill(pass.read, 0, width, 0);
    for (int i = 0; i < shape.keyDim(); i++) {
      correct(pass.state[i], width, a.mixed[key + i], change, a.mixed[query + i], pass.read);
    }
    System.arraycopy(pass.read, 0, a.attended, row * shape.valuesDim() + head * width, width);
  }

  // In the next two each array begins at index 0, which lets Java compute with whole vectors: four
  // times the speed of one array with offsets, for heads of 128 by 128.

  /// Lets a row of the state fade, and adds what it holds for the key.
  private static void fade(float[] state, int width, float decay, float key, float[] held) {
    for (int j = 0; j < width; j++) {
      float faded = decay * state[j];
      state[j] = faded;
      held[j] += key * faded;
    }
  }

  /// Corrects a row of the state, and adds what the query reads there.
  private static void correct(
      float[] state, int width, float key, float[] change, float query, float[] read) {
    for (int j = 0; j < width; j++) {
      float corrected = state[j] + key * change[j];
      state[j] = corrected;
      read[j] += query * corrected;
    }
  }

  private float decay(float alpha, int head) {
    double time = alpha + vectors.timeBiases[head];
    double softplus = time > LINEAR_FROM ? time : Math.log1p(Math.exp(time));
    return (float) Math.exp(vectors.rates[head] * softplus);
  }

  /// Normalises a head's output, and multiplies it by its activated gate.
  private void finish(Pass pass, int row, int head) {
    Activations a = pass.activations;
    int width = shape.valueDim();
    int out = row * shape.valuesDim() + head * width;
    vectors.norm.apply(pass.kernels, a.attended, out, width, 1, a.attended);
    for (int i = out; i < out + width; i++) {
      float gate = a.attentionGates[i];
      a.attended[i] *= (float) (gate / (1 + Math.exp(-gate)));
    }
  }
}
