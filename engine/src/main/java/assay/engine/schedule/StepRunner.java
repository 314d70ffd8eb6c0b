package assay.engine.schedule;

import assay.engine.config.ModelConfig;
import assay.engine.execute.Team;
import assay.engine.execute.Worker;
import assay.engine.kernels.Kernels;
import assay.engine.model.Activations;
import assay.engine.model.Pass;
import assay.engine.model.StepBatch;
import assay.engine.model.Transformer;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Runs steps of a transformer on a team of workers, and has logits read.
///
/// Mutable, and used by one thread at a time; closing it stops the workers and frees their memory.
public final class StepRunner implements AutoCloseable {
  /// Rows of logits computed in one pass over the output matrix; bounds their memory.
  private static final int LOGIT_ROWS = 24;

  private final Transformer transformer;
  private final Team team;
  private final Activations activations;
  private final int vocabSize;
  private final float[] logits; // [LOGIT_ROWS, vocabSize]
  private final int[] rows = new int[LOGIT_ROWS]; // of the batch
  private final List<float[]> row = new ArrayList<>(); // [vocabSize] of each worker
  private final Arena memory = Arena.ofShared();
  private final List<Pass> passes = new ArrayList<>(); // of each worker
  private final Readings readings;
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();
  private final Team.Work work = this::work;

  /// @param batchTokens the most tokens of a step
  public StepRunner(
      ModelConfig config, Transformer transformer, Kernels kernels, Team team, int batchTokens) {
    this.transformer = transformer;
    this.team = team;
    vocabSize = config.vocabSize();
    activations = new Activations(config, batchTokens);
    readings = new Readings(batchTokens);
    logits = new float[Math.multiplyExact(Math.min(LOGIT_ROWS, batchTokens), vocabSize)];
    for (Worker worker : team.workers()) {
      passes.add(new Pass(activations, worker, kernels.fresh(), memory));
      row.add(new float[vocabSize]);
    }
  }

  /// Returns the batch of the next step, to be filled.
  StepBatch batch() {
    return activations.batch();
  }

  /// Returns what is read in the next step, to be filled.
  Readings readings() {
    return readings;
  }

  /// Takes everything out of the next step.
  void clear() {
    batch().clear();
    readings.clear();
  }

  /// Returns how many steps were computed; any thread may ask.
  public long steps() {
    return steps.get();
  }

  /// Returns how many tokens passed them, each as often as it was computed; any thread may ask.
  public long tokens() {
    return tokens.get();
  }

  /// Has steps given up between two layers when their results are of no use any more.
  ///
  /// @param unwanted is asked by all workers
  void abandonWhen(BooleanSupplier unwanted) {
    batch().abandonWhen(unwanted);
  }

  /// Returns how often each expert of each layer was picked in all steps.
  public long[][] picks() {
    return activations.picks();
  }

  /// Passes the batch through the transformer and has the rows read; positions are then held by
  /// their sequences, and what readers answered or threw is in them.
  ///
  /// @return whether that was done; else the step was given up, and nothing has changed
  boolean run() {
    batch().shareFronts();
    try {
      team.run(work);
    } catch (StepBatch.AbandonedException _) {
      return false;
    }
    batch().advance();
    steps.incrementAndGet();
    tokens.addAndGet(batch().rows());
    return true;
  }

  private void work(Worker worker) {
    Pass pass = passes.get(worker.index());
    transformer.step(pass);
    int most = logits.length / vocabSize;
    for (int first = 0; first < readings.count(); first += most) {
      int count = Math.min(most, readings.count() - first);
      if (worker.index() == 0) {
        for (int i = 0; i < count; i++) {
          rows[i] = readings.row(first + i);
        }
      }
      worker.meet();
      transformer.logits(pass, rows, count, logits);
      worker.meet();
      read(worker, first, count);
      worker.meet();
    }
  }

  /// Has claimed sequences read their rows, each in order.
  private void read(Worker worker, int first, int count) {
    int claimed = worker.claim();
    int sequence = -1;
    for (int i = first; i < first + count; i++) {
      if (i == first || readings.sequence(i) != readings.sequence(i - 1)) {
        claimed = sequence == claimed ? worker.claim() : claimed;
        sequence++;
      }
      if (sequence == claimed) {
        read(i, i - first, row.get(worker.index()));
      }
    }
  }

  private void read(int reading, int place, float[] own) {
    Sequence sequence = readings.sequence(reading);
    if (sequence.failure == null && !batch().failed(sequence.firstRow, sequence.planned)) {
      System.arraycopy(logits, place * vocabSize, own, 0, vocabSize);
      try {
        sequence.chosen = sequence.reader().read(readings.index(reading), own);
      } catch (RuntimeException | Error e) { // ends this sequence, and is handed to its reader
        sequence.failure = e;
      }
    }
  }

  @Override
  public void close() {
    team.close();
    memory.close();
  }
}
