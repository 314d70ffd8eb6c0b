package assay.engine.schedule;

import assay.engine.cache.CacheFullException;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.model.StepBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Decides which tokens of which sequences the next step passes.
///
/// Every sequence that has one token to compute is in each step; what room is left goes to those
/// that have more, the oldest first, so that long prompts come in chunks between. A sequence begins
/// when there is a place for it and pages for its tokens and some more ([Admission]). When the
/// cache is full of pages in use nevertheless, the youngest sequence gives its own up and waits,
/// never one for a younger one; it goes on later with the same bits. So every request ends.
///
/// Mutable, and used by one thread, but for what says otherwise.
public final class Scheduler {
  private final StepRunner runner;
  private final PageCache cache;
  private final PrefixTree tree;
  private final Line waiting = new Line();
  private final Line running = new Line();
  private final Admission admission;
  private final List<Sequence> planned = new ArrayList<>();
  private long arrivals;
  private volatile boolean stopped;
  private volatile int runningCount; // for other threads, as are the next two
  private volatile int waitingCount;
  private volatile int pagesInUse;

  /// @param places the most sequences under way
  public Scheduler(StepRunner runner, PageCache cache, int places) {
    this.runner = runner;
    this.cache = cache;
    tree = new PrefixTree(cache);
    admission = new Admission(running, tree, cache, places);
    runner.abandonWhen(this::unwanted);
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
    sequence.arrival = arrivals++;
    waiting.put(sequence);
  }

  /// Keeps what the forecast awaits longer than other pages that nobody uses.
  public void expect(Forecast forecast) {
    tree.expect(forecast);
  }

  /// Has a step under way given up; any thread may call it.
  public void stop() {
    stopped = true;
  }

  /// Returns whether there is nothing to compute.
  public boolean idle() {
    return waiting.isEmpty() && running.isEmpty();
  }

  /// Returns how many sequences are under way; any thread may ask.
  public int running() {
    return runningCount;
  }

  /// Returns how many sequences are not begun, or gave their pages up; any thread may ask.
  public int waiting() {
    return waitingCount;
  }

  /// Returns how many pages sequences under way use; any thread may ask.
  public int pagesInUse() {
    return pagesInUse;
  }

  /// Computes one step.
  public void step() {
    try {
      compute();
    } finally {
      note();
    }
  }

  private void note() {
    runningCount = running.size();
    waitingCount = waiting.size();
    pagesInUse = tree.pagesInUse();
  }

  private void compute() {
    dropCancelled(running);
    dropCancelled(waiting);
    admit();
    plan();
    if (planned.isEmpty()) {
      return;
    }
    note(); // a long prompt's step takes seconds, in which a watcher should not see an idle engine
    long start = System.nanoTime();
    try {
      if (!runner.run()) {
        return;
      }
    } catch (RuntimeException e) {
      List.copyOf(planned).forEach(sequence -> fail(sequence, e));
      return;
    }
    double seconds = (System.nanoTime() - start) * 1e-9 / runner.batch().rows();
    for (int i = 0; i < planned.size(); i++) {
      take(planned.get(i), seconds);
    }
  }

  /// Returns whether nobody waits for the step under way; any worker may call it.
  private boolean unwanted() {
    for (int i = 0; i < planned.size() && !stopped; i++) {
      if (!planned.get(i).cancelled()) {
        return false;
      }
    }
    return true;
  }

  /// Ends all sequences with an error.
  public void failAll(Throwable cause) {
    // What a reader throws must not keep the others waiting for ever.
    while (!running.isEmpty()) {
      tell(running.remove(running.size() - 1), cause);
    }
    while (!waiting.isEmpty()) {
      tell(waiting.remove(0), cause);
    }
    note();
  }

  private static void tell(Sequence sequence, Throwable cause) {
    try {
      sequence.reader().failed(cause);
    } catch (RuntimeException | Error _) {
      // It has been told.
    }
  }

  private void dropCancelled(Line line) {
    for (int i = line.size() - 1; i >= 0; i--) {
      if (line.get(i).cancelled()) {
        fail(line.get(i), new CancellationException());
      }
    }
  }

  private void admit() {
    Optional<Sequence> next = admission.next(waiting);
    while (next.isPresent()) {
      Sequence sequence = next.get();
      waiting.remove(sequence);
      running.put(sequence); // first, so that it is told where opening fails
      tree.open(sequence, sequence.reusable());
      next = admission.next(waiting);
    }
  }

  private void plan() {
    planned.clear();
    runner.clear();
    int room = runner.batch().room();
    for (int i = 0; i < running.size(); i++) {
      room -= running.get(i).pending() == 1 ? 1 : 0;
    }
    int next = 0;
    while (next < running.size()) {
      Sequence sequence = running.get(next);
      boolean single = sequence.pending() == 1;
      int count = provide(sequence, single ? 1 : Math.min(sequence.pending(), room));
      if (count > 0) {
        plan(sequence, count);
        room -= single ? 0 : count;
      }
      next += next < running.size() && running.get(next) == sequence ? 1 : 0;
    }
  }

  private void plan(Sequence sequence, int count) {
    StepBatch batch = runner.batch();
    int from = sequence.pages().length();
    sequence.planned = count;
    sequence.firstRow = batch.add(sequence.pages(), sequence.tokens(), from, from + count);
    planned.add(sequence);
    for (int index = Math.max(from, sequence.nextRow()); index < from + count; index++) {
      runner.readings().add(sequence, sequence.firstRow + index - from, index);
    }
  }

  /// Gives a sequence pages for its next positions, if need be those of younger sequences, and
  /// returns for how many positions there are. One that nothing younger gives way to waits in its
  /// place, unless it is alone and nothing can come of that.
  private int provide(Sequence sequence, int positions) {
    while (sequence.pages().missing(positions) > 0) {
      if (!tree.extend(sequence) && !preemptYounger(sequence)) {
        break;
      }
    }
    int length = sequence.pages().length();
    int room = sequence.path.size() * PageFormat.POSITIONS - length;
    if (positions > 0 && room == 0 && running.size() == 1) {
      long capacity = (long) cache.capacity() * PageFormat.POSITIONS;
      fail(sequence, new CacheFullException(length, capacity));
    }
    return Math.min(positions, room);
  }

  /// Has the youngest sequence give its pages up, unless that is the needy one itself.
  private boolean preemptYounger(Sequence needy) {
    Sequence youngest = running.last();
    if (youngest == needy) {
      return false;
    }
    running.remove(youngest);
    tree.close(youngest);
    waiting.put(youngest);
    return true;
  }

  /// Takes over what a step has computed of a sequence.
  private void take(Sequence sequence, double secondsPerToken) {
    int to = sequence.pages().length();
    int from = to - sequence.planned;
    Optional<RuntimeException> misfit = runner.batch().failure(sequence.firstRow, sequence.planned);
    if (misfit.isPresent()) {
      fail(sequence, misfit.get()); // others must not find what is in its pages
      return;
    }
    for (int i = from; i < to; i++) {
      PageNode node = sequence.path.get(i / PageFormat.POSITIONS);
      node.put(i % PageFormat.POSITIONS, sequence.tokens()[i]);
    }
    sequence.spend(secondsPerToken * sequence.planned, from, sequence.planned);
    boolean read = to > sequence.nextRow();
    sequence.readTo(to);
    List<Sequence.Branch> branches = sequence.takeBranches();
    for (int i = 0; i < branches.size(); i++) {
      begin(branches.get(i), sequence);
    }
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

  /// Puts a branch before all requests that came later, so that it begins while its pages are
  /// there; one that ends with its first token has nothing to compute.
  private void begin(Sequence.Branch branch, Sequence trunk) {
    if (branch.token() == LogitsReader.END) {
      branch.reader().finished(trunk);
    } else {
      waiting.put(trunk.grow(cache.format(), branch));
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
    waiting.remove(sequence);
    tree.close(sequence);
  }
}
