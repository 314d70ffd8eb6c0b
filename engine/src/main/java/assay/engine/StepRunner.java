package assay.engine;

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

/// Runs steps of a transformer on a team of workers.
///
/// Mutable, and used by one thread at a time; closing it stops the workers and frees their memory.
final class StepRunner implements AutoCloseable {
  private final Transformer transformer;
  private final Team team;
  private final Activations activations;
  private final Arena memory = Arena.ofShared();
  private final List<Pass> passes = new ArrayList<>(); // of each worker

  /// @param batchTokens the most tokens of a step
  StepRunner(
      ModelConfig config, Transformer transformer, Kernels kernels, Team team, int batchTokens) {
    this.transformer = transformer;
    this.team = team;
    activations = new Activations(config, batchTokens);
    for (Worker worker : team.workers()) {
      passes.add(new Pass(activations, worker, kernels.fresh(), memory));
    }
  }

  /// Returns the batch of the next step, to be filled.
  StepBatch batch() {
    return activations.batch();
  }

  /// Returns how often each expert of each layer was picked in all steps.
  long[][] picks() {
    return activations.picks();
  }

  /// Passes the batch through the transformer; its positions are then held by their sequences.
  void step() {
    team.run(worker -> transformer.step(passes.get(worker.index())));
    batch().advance();
  }

  /// Computes the logits that follow rows of the batch just passed.
  ///
  /// @param logits `[count, vocabSize]`
  void logits(int[] rows, int count, float[] logits) {
    team.run(worker -> transformer.logits(passes.get(worker.index()), rows, count, logits));
  }

  @Override
  public void close() {
    team.close();
    memory.close();
  }
}
