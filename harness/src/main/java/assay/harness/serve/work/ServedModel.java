package assay.harness.serve.work;

import assay.engine.Engine;
import assay.harness.model.EngineModel;
import assay.harness.serve.metric.ModelMetrics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A model that computes the prompts of all clients together.
public final class ServedModel implements AutoCloseable {
  private final String id;
  private final EngineModel model;
  private final FairTurns turns;
  private final ModelMetrics metrics = new ModelMetrics();
  private final Set<PromptWork> underWay = ConcurrentHashMap.newKeySet();

  /// Takes the model over.
  ///
  /// @param id by which clients name it
  /// @param queue prompts of one client that may wait
  public ServedModel(String id, EngineModel model, int queue) {
    this.id = id;
    this.model = model;
    turns = new FairTurns(model.concurrency(), queue);
  }

  /// Returns the name by which clients ask for it.
  public String id() {
    return id;
  }

  /// Returns the model itself.
  public EngineModel model() {
    return model;
  }

  /// Returns its figures.
  public ModelMetrics metrics() {
    return metrics;
  }

  /// Returns the most tokens of a prompt with its continuation: the context, or what the cache
  /// holds if that is less.
  public int positions() {
    long held = (long) model.weights().engine().occupancy().pages() * Engine.Occupancy.POSITIONS;
    return (int) Math.min(held, model.weights().contextLength());
  }

  /// Returns how many prompts wait for their turn.
  public int waiting() {
    return turns.waiting();
  }

  /// Returns how many prompts of one client may wait.
  public int queue() {
    return turns.limit();
  }

  /// Returns how many requests are under way.
  public int underWay() {
    return underWay.size();
  }

  /// Begins to work at prompts, which take turns with those of other clients.
  ///
  /// @param client who asks
  /// @throws QueueFullException if too many of the client's prompts wait; then none begins
  public PromptWork begin(String client, List<PromptTask> tasks) throws QueueFullException {
    List<FairTurns.Turn> granted =
        turns.enter(client, tasks.stream().map(PromptTask::attempts).toList());
    PromptWork work = new PromptWork();
    underWay.add(work);
    for (int i = 0; i < tasks.size(); i++) {
      Thread.ofVirtual().start(new TaskRun(this, work, i, tasks.get(i), granted.get(i)));
    }
    return work;
  }

  /// Takes note that nobody waits for what comes of some work any more.
  public void end(PromptWork work) {
    underWay.remove(work);
    work.cancel();
  }

  /// Gives up all that is under way.
  public void cancelAll() {
    underWay.forEach(PromptWork::cancel);
  }

  @Override
  public void close() {
    cancelAll();
    model.close();
  }
}
