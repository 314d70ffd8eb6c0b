package assay.engine.cache;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Hands out pages of native memory up to a budget, and takes them back.
///
/// Mutable, and used by one thread. Memory is taken when a page is first needed, and kept for the
/// next one that needs it.
public final class PageCache implements AutoCloseable {
  private static final long ALIGNMENT = 64; // a cache line, and the widest vector

  private final PageFormat format;
  private final long budgetBytes;
  private final Arena arena = Arena.ofShared();
  private final Deque<Page> free = new ArrayDeque<>();
  private int allocated;

  /// Creates a cache without pages.
  ///
  /// @param budgetBytes that its pages may take together
  public PageCache(PageFormat format, long budgetBytes) {
    this.format = format;
    this.budgetBytes = budgetBytes;
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
