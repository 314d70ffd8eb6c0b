package assay.harness.serve.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// Hands a model's places out, a turn a client: one with five hundred prompts waits in its own
/// line, and another one's first prompt comes next. Within a line the order is that of arrival.
///
/// Any thread may call.
final class FairTurns {
  /// How many times the line of one client may wait in all.
  private static final int CLIENTS = 8;

  private static final long LONGEST_SECONDS = 60;

  private final int places;
  private final int limit;
  private final Map<String, Deque<Turn>> lines = new LinkedHashMap<>(); // next client first
  private int free;
  private int waiting;
  private double meanSeconds = 1; // that a turn takes, newer ones weighing more

  /// @param places sequences that may be under way
  /// @param limit prompts of one client that may wait
  FairTurns(int places, int limit) {
    this.places = places;
    this.limit = limit;
    free = places;
  }

  /// A place that is waited for, held, and given back.
  final class Turn implements AutoCloseable {
    private final String client;
    private final int weight;
    private final CompletableFuture<Long> granted = new CompletableFuture<>();

    private boolean ended;

    private Turn(String client, int weight) {
      this.client = client;
      this.weight = weight;
    }

    /// Waits until it comes.
    ///
    /// @throws CancellationException if it was given up meanwhile
    void await() {
      granted.join();
    }

    /// Leaves the line, if it waits there.
    void giveUp() {
      leave(this);
    }

    /// Gives the place back.
    @Override
    public void close() {
      end(this);
    }
  }

  /// Puts prompts into their client's line, all or none.
  ///
  /// @param weights how many sequences each will be
  /// @throws QueueFullException if the line is full
  synchronized List<Turn> enter(String client, List<Integer> weights) throws QueueFullException {
    Deque<Turn> line = lines.getOrDefault(client, new ArrayDeque<>());
    if (line.size() + weights.size() > limit || waiting + weights.size() > CLIENTS * limit) {
      throw new QueueFullException(
          "%d prompts wait here, %d of them yours, and %d more do not fit"
              .formatted(waiting, line.size(), weights.size()),
          patience());
    }
    List<Turn> turns = new ArrayList<>();
    for (int weight : weights) {
      turns.add(new Turn(client, Math.min(weight, places)));
    }
    line.addAll(turns);
    waiting += turns.size();
    lines.putIfAbsent(client, line);
    grant();
    return turns;
  }

  /// Returns how many prompts of one client may wait.
  int limit() {
    return limit;
  }

  /// Returns how many prompts wait.
  synchronized int waiting() {
    return waiting;
  }

  /// Half of what waits should be through by then.
  private Duration patience() {
    double seconds = meanSeconds * waiting / places / 2;
    return Duration.ofSeconds(Math.clamp((long) Math.ceil(seconds), 1, LONGEST_SECONDS));
  }

  private void grant() {
    while (!lines.isEmpty()) {
      Map.Entry<String, Deque<Turn>> next = lines.entrySet().iterator().next();
      Turn turn = next.getValue().getFirst();
      if (turn.weight > free) {
        return; // nobody smaller passes, or many attempts at a prompt would wait for ever
      }
      free -= turn.weight;
      waiting--;
      next.getValue().removeFirst();
      Deque<Turn> line = lines.remove(next.getKey());
      if (!line.isEmpty()) {
        lines.put(turn.client, line);
      }
      turn.granted.complete(System.nanoTime());
    }
  }

  private synchronized void leave(Turn turn) {
    Deque<Turn> line = lines.get(turn.client);
    if (line != null && line.remove(turn)) {
      waiting--;
      if (line.isEmpty()) {
        lines.remove(turn.client);
      }
      turn.granted.completeExceptionally(new CancellationException());
      grant();
    }
  }

  private synchronized void end(Turn turn) {
    boolean held = turn.granted.isDone() && !turn.granted.isCompletedExceptionally();
    if (held && !turn.ended) {
      turn.ended = true;
      free += turn.weight;
      double seconds = (System.nanoTime() - turn.granted.join()) * 1e-9;
      meanSeconds += (seconds - meanSeconds) / 16;
      grant();
    }
  }
}
