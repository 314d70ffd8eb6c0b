package assay.engine.model;

import assay.engine.execute.Worker;
import assay.engine.kernels.AttentionTile;
import assay.engine.kernels.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One worker's way through steps: what all workers share, and scratch memory of its own.
///
/// Rows of a batch are divided among the workers once for all, so that whatever is done row by row
/// follows without waiting. Outputs of projections and queries of attention are claimed in chunks.
/// No result depends on who computes what: each number is computed whole by one worker, in an order
/// that is the same for all.
public final class Pass {
  /// Rows that machine code multiplies at once.
  private static final int FINE_UNIT = 16;

  /// Fewer tokens than this wait for memory, where long stretches are read fastest.
  private static final int SHORT_STEP = 8;

  private static final int COARSE_UNIT = 3 * FINE_UNIT;

  private final Chunks coarse;
  private final Chunks fine;
  final Activations activations;
  final Worker worker;
  final Kernels kernels;
  final Batches batches = new Batches();
  final AttentionItem item;
  final AttentionTile tile;
  final MemorySegment keys; // F32, room for one head's keys of a page
  final MemorySegment values; // F32, room for one head's values of a page
  final float[] expanded; // [plainDim, latentDim] of one head
  final float[][] state; // [keyDim][valueDim] of one head's linear attention
  final float[] change; // [valueDim]
  final float[] read; // [valueDim]
  final float[] tail; // [taps - 1, CHANNELS]

  /// Allocates a worker's scratch memory.
  ///
  /// @param kernels of this worker alone
  /// @param memory that native scratch lives as long as
  public Pass(Activations activations, Worker worker, Kernels kernels, Arena memory) {
    this.activations = activations;
    this.worker = worker;
    coarse = new Chunks(worker.workers(), COARSE_UNIT);
    fine = new Chunks(worker.workers(), FINE_UNIT);
    this.kernels = kernels;
    item = new AttentionItem(activations.batch());
    ScratchSizes sizes = activations.scratch();
    tile = new AttentionTile(AttentionItems.QUERIES, sizes.keyWidth(), sizes.valueWidth());
    keys = memory.allocate(sizes.keyPlaneBytes(), 64);
    values = memory.allocate(sizes.keyPlaneBytes(), 64);
    expanded = new float[sizes.expandedHead()];
    state = new float[sizes.deltaKeys()][sizes.deltaWidth()];
    change = new float[sizes.deltaWidth()];
    read = new float[sizes.deltaWidth()];
    tail = new float[sizes.deltaTail()];
  }

  /// Returns the batch of the step under way.
  StepBatch batch() {
    return activations.batch();
  }

  /// Returns the number of tokens of the step.
  int rows() {
    return activations.batch().rows();
  }

  /// Returns the first of the rows that are this worker's.
  int firstRow() {
    return worker.share().start(rows());
  }

  /// Returns the row behind the last of those that are this worker's.
  int endRow() {
    return worker.share().end(rows());
  }

  /// Waits for the other workers. What is multiplied with weights must not change between two
  /// meetings.
  void meet() {
    worker.meet();
    kernels.forgetInputs();
  }

  /// Computes, together with the other workers, a projection of all rows; [#meet] before the
  /// outputs are read.
  ///
  /// @param x `[rows, in]`
  /// @param out `[rows, out]`
  void project(Projection projection, float[] x, float[] out) {
    int chunks = chunks(projection.outDim());
    for (int chunk = worker.claim(); chunk < chunks; chunk = worker.claim()) {
      project(projection, chunk, x, out);
    }
  }

  /// Computes one chunk of a projection's outputs.
  void project(Projection projection, int chunk, float[] x, float[] out) {
    int outDim = projection.outDim();
    int from = chunkStart(chunk, outDim);
    projection.apply(this, from, chunkStart(chunk + 1, outDim), x, rows(), out);
  }

  /// Returns into how many chunks so many outputs are divided.
  int chunks(int outputs) {
    return division().count(outputs);
  }

  /// Returns the first output of a chunk; behind the last one, the number of outputs.
  int chunkStart(int chunk, int outputs) {
    return division().start(chunk, outputs);
  }

  private Chunks division() {
    return rows() < SHORT_STEP ? coarse : fine;
  }
}
