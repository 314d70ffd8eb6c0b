package assay.engine.cache;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Hands out pages of native memory up to a budget, and takes them back; recurrent states likewise,
/// where sequences have one. As many states as pages may be taken while they are smaller than
/// these, else states may take half of the memory.
///
/// Mutable, and used by one thread. Memory is taken when a page is first needed, and kept for the
/// next one that needs it.
public final class PageCache implements AutoCloseable {
  private static final long ALIGNMENT = 64; // a cache line, and the widest vector

  private final PageFormat format;
  private final long budgetBytes;
  private final Arena arena = Arena.ofShared();
  private final Deque<Page> free = new ArrayDeque<>();
  private final Deque<RecurrentState> freeStates = new ArrayDeque<>();
  private final int stateCapacity;
  private int allocated;
  private int allocatedStates;

  /// Creates a cache without pages.
  ///
  /// @param budgetBytes that its pages may take together
  public PageCache(PageFormat format, long budgetBytes) {
    this.format = format;
    long states = states(format, budgetBytes);
    stateCapacity = (int) Math.min(Integer.MAX_VALUE, states);
    this.budgetBytes = budgetBytes - stateCapacity * format.stateBytes();
  }

  private static long states(PageFormat format, long budgetBytes) {
    if (!format.hasStates()) {
      return 0;
    }
    return format.stateBytes() < format.bytes()
        ? budgetBytes / (format.stateBytes() + format.bytes())
        : budgetBytes / 2 / format.stateBytes();
  }

  /// Returns the layout of its pages.
  public PageFormat format() {
    return format;
  }

  /// Returns the most pages that the budget allows.
  public int capacity() {
    return (int) Math.min(Integer.MAX_VALUE, budgetBytes / format.bytes());
  }

  /// Returns how many pages are in use.
  public int used() {
    return allocated - free.size();
  }

  /// Returns a page with undefined entries; empty if the budget has no room for it.
  public Optional<Page> take() {
    if (!free.isEmpty()) {
      return Optional.of(free.pop());
    }
    if (allocated >= capacity()) {
      return Optional.empty();
    }
    allocated++;
    return Optional.of(new Page(arena.allocate(format.bytes(), ALIGNMENT), format.picks()));
  }

  /// Returns the most recurrent states that the budget allows.
  public int stateCapacity() {
    return stateCapacity;
  }

  /// Returns a recurrent state with undefined numbers; empty if the budget has no room for it.
  public Optional<RecurrentState> takeState() {
    if (!freeStates.isEmpty()) {
      return Optional.of(freeStates.pop());
    }
    if (allocatedStates >= stateCapacity) {
      return Optional.empty();
    }
    allocatedStates++;
    return Optional.of(new RecurrentState(arena.allocate(format.stateBytes(), ALIGNMENT)));
  }

  /// Takes back a state that nobody uses any more.
  public void letGo(RecurrentState state) {
    freeStates.push(state);
  }

  /// Takes back a page that nobody uses any more.
  public void letGo(Page page) {
    free.push(page);
  }

  /// Frees the memory of all pages.
  @Override
  public void close() {
    arena.close();
  }
}
