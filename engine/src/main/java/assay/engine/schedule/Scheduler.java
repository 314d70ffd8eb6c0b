package assay.engine.schedule;

import assay.engine.cache.CacheFullException;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.model.StepBatch;
import assay.engine.schedule.StepRunner.Wanted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Decides which tokens of which sequences the next step passes.
///
/// Every sequence that has one token to compute is in each step; what room is left goes to those
/// that have more, the oldest first, so that long prompts come in chunks between. A sequence begins
/// when there is a place, and not while another one is about to compute tokens that both begin
/// with. When the cache is full of pages in use, the youngest sequence gives its own up and waits;
/// it goes on later with the same bits.
///
/// Mutable, and used by one thread.
public final class Scheduler {
  private final StepRunner runner;
  private final PageCache cache;
  private final PrefixTree tree;
  private final int places;
  private final Deque<Sequence> waiting = new ArrayDeque<>();
  private final List<Sequence> running = new ArrayList<>(); // the oldest first
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<Planned> planned = new ArrayList<>();
  private boolean memoryShort; // since the last sequence ended

  /// Tokens of a sequence in the step under way.
  private record Planned(Sequence sequence, int from, int to) {}

  /// @param places the most sequences under way
  public Scheduler(StepRunner runner, PageCache cache, int places) {
    this.runner = runner;
    this.cache = cache;
    this.places = places;
    tree = new PrefixTree(cache);
  }

  /// Creates a sequence, to be added.
  ///
  /// @param tokens at least one
  /// @param firstRow index of the first token whose logits are read
  public Sequence sequence(int[] tokens, int firstRow, LogitsReader reader) {
    return new Sequence(cache.format(), tokens, firstRow, reader);
  }

  /// Puts a sequence behind all others that wait.
  public void add(Sequence sequence) {
    waiting.addLast(sequence);
  }

  /// Returns whether there is nothing to compute.
  public boolean idle() {
    return waiting.isEmpty() && running.isEmpty();
  }

  /// Computes one step.
  public void step() {
    dropCancelled();
    admit();
    plan();
    if (planned.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try {
      runner.run(wanted);
    } catch (RuntimeException e) { // such as a number that the cache's type cannot hold
      planned.forEach(part -> fail(part.sequence(), e));
      return;
    }
    double seconds = (System.nanoTime() - start) * 1e-9 / runner.batch().rows();
    planned.forEach(part -> take(part, seconds * (part.to() - part.from())));
  }

  /// Ends all sequences with an error.
  public void failAll(Throwable cause) {
    // What a reader throws must not keep the others waiting for ever.
    while (!running.isEmpty()) {
      tell(running.removeLast(), cause);
    }
    while (!waiting.isEmpty()) {
      tell(waiting.removeFirst(), cause);
    }
  }

  private static void tell(Sequence sequence, Throwable cause) {
    try {
      sequence.reader().failed(cause);
    } catch (RuntimeException | Error _) {
      // It has been told.
    }
  }

  private void dropCancelled() {
    for (Sequence sequence : List.copyOf(running)) {
      if (sequence.cancelled()) {
        fail(sequence, new CancellationException());
      }
    }
    for (Iterator<Sequence> i = waiting.iterator(); i.hasNext(); ) {
      Sequence sequence = i.next();
      if (sequence.cancelled()) {
        i.remove();
        sequence.reader().failed(new CancellationException());
      }
    }
  }

  private void admit() {
    int looks = 2 * places;
    for (Iterator<Sequence> i = waiting.iterator();
        i.hasNext() && running.size() < places && looks > 0 && !(memoryShort && !running.isEmpty());
        looks--) {
      Sequence sequence = i.next();
      int limit = Math.min(sequence.length() - 1, sequence.nextRow());
      if (!othersComputeMore(sequence, limit)) {
        i.remove();
        running.add(sequence); // first, so that it is told where opening fails
        tree.open(sequence, limit);
      }
    }
  }

  /// Returns whether a sequence under way will compute more of a sequence's front than is there.
  private boolean othersComputeMore(Sequence sequence, int limit) {
    int there = -1;
    for (Sequence other : running) {
      if (other.pending() > 1) {
        int common = Math.min(limit, sequence.common(other.tokens(), other.length()));
        if (common > other.pages().length()) {
          there = there < 0 ? tree.match(sequence.tokens(), limit) : there;
          if (common > there) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void plan() {
    planned.clear();
    wanted.clear();
    runner.batch().clear();
    for (Sequence sequence : List.copyOf(running)) {
      if (sequence.pending() == 1) {
        plan(sequence);
      }
    }
    for (Sequence sequence : List.copyOf(running)) {
      if (sequence.pending() > 1) {
        plan(sequence);
      }
    }
  }

  private void plan(Sequence sequence) {
    StepBatch batch = runner.batch();
    int from = sequence.pages().length();
    int to = from + Math.min(sequence.pending(), batch.room());
    if (from == to || !running.contains(sequence) || !provide(sequence, to - from)) {
      return;
    }
    int first = batch.add(sequence.pages(), sequence.tokens(), from, to);
    planned.add(new Planned(sequence, from, to));
    for (int index = Math.max(from, sequence.nextRow()); index < to; index++) {
      wanted.add(new Wanted(sequence, first + index - from, index));
    }
  }

  /// Gives a sequence pages for its next positions, if need be those of the youngest sequences that
  /// are not in the step, and returns whether there were enough.
  private boolean provide(Sequence sequence, int positions) {
    while (sequence.pages().missing(positions) > 0) {
      if (!tree.extend(sequence) && !preemptYoungest(sequence)) {
        if (planned.isEmpty() && running.size() == 1) {
          int length = sequence.pages().length();
          fail(
              sequence,
              new CacheFullException(length, (long) cache.capacity() * PageFormat.POSITIONS));
        }
        return false;
      }
    }
    return true;
  }

  private boolean preemptYoungest(Sequence needy) {
    for (Sequence candidate : running.reversed()) {
      if (candidate != needy && planned.stream().noneMatch(part -> part.sequence() == candidate)) {
        memoryShort = true;
        running.remove(candidate);
        tree.close(candidate);
        waiting.addFirst(candidate);
        return true;
      }
    }
    return false;
  }

  /// Takes over what a step has computed of a sequence.
  private void take(Planned part, double seconds) {
    Sequence sequence = part.sequence();
    for (int i = part.from(); i < part.to(); i++) {
      PrefixTree.Node node = sequence.path.get(i / PageFormat.POSITIONS);
      node.put(i % PageFormat.POSITIONS, sequence.tokens()[i]);
    }
    sequence.spend(seconds, part.from() >= sequence.given());
    boolean read = part.to() > sequence.nextRow();
    sequence.readTo(part.to());
    sequence.takeBranches().forEach(branch -> begin(branch, sequence));
    if (sequence.failure != null) {
      fail(sequence, sequence.failure);
    } else if (read && sequence.pending() == 0) {
      if (sequence.chosen == LogitsReader.END) {
        finish(sequence);
      } else {
        sequence.append(sequence.chosen);
      }
    }
  }

  /// Puts a branch before all others that wait, so that it begins while its pages are there; one
  /// that ends with its first token has nothing to compute.
  private void begin(Sequence.Branch branch, Sequence trunk) {
    if (branch.token() == LogitsReader.END) {
      branch.reader().finished(trunk);
    } else {
      waiting.addFirst(trunk.grow(cache.format(), branch));
    }
  }

  private void finish(Sequence sequence) {
    try {
      sequence.reader().finished(sequence);
    } finally {
      remove(sequence);
    }
  }

  private void fail(Sequence sequence, Throwable cause) {
    try {
      sequence.reader().failed(cause);
    } finally {
      remove(sequence);
    }
  }

  private void remove(Sequence sequence) {
    running.remove(sequence);
    tree.close(sequence);
    memoryShort = false;
  }
}
