package assay.engine.schedule;

import assay.engine.cache.Page;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.cache.RecurrentState;
import java.util.Optional;

/// The positions of all sequences, those under way and as many of earlier ones as the cache has
/// room for, as a tree of pages: what two sequences begin with is there once.
///
/// A node is a page and the tokens that its positions stand for. A sequence that differs within a
/// page gets a copy of it and goes on in the copy; so no page is written to by two. Without room
/// the page that was not used for the longest time is given up, the far ends of the tree first, and
/// of those at last what a [Forecast] awaits.
///
/// Where sequences have a recurrent state, one can go on only from a position whose state is kept.
/// That is the end of a page, as long as there is room for its state; so such a sequence shares
/// whole pages up to the last kept state, and computes again what comes behind.
///
/// Mutable, and used by one thread.
final class PrefixTree {
  private final PageCache cache;
  private final PageNode root = new PageNode(null, null);
  private Forecast forecast = Forecast.none();
  private long clock;
  private int inUse; // pages that sequences under way use

  /// Common positions from which on a page is copied: copying one takes about as long as computing
  /// one or two tokens.
  private static final int WORTH_COPYING = 4;

  PrefixTree(PageCache cache) {
    this.cache = cache;
  }

  /// Returns how many of the first `limit` tokens of a sequence are computed.
  int match(int[] tokens, int limit) {
    if (hasStates()) {
      return wholePages(tokens, limit) * PageFormat.POSITIONS;
    }
    PageNode node = root;
    for (int matched = 0; ; matched += PageFormat.POSITIONS) {
      PageNode next = best(node, tokens, matched, limit);
      int common = next == null ? 0 : next.common(tokens, matched, limit);
      if (common < PageFormat.POSITIONS) {
        return matched + common;
      }
      node = next;
    }
  }

  private boolean hasStates() {
    return cache.format().hasStates();
  }

  /// Returns how many whole pages of a sequence are computed, behind the last of which it can go
  /// on.
  private int wholePages(int[] tokens, int limit) {
    PageNode node = root;
    int usable = 0;
    for (int pages = 1; ; pages++) {
      int from = (pages - 1) * PageFormat.POSITIONS;
      node = best(node, tokens, from, limit);
      if (node == null || node.common(tokens, from, limit) < PageFormat.POSITIONS) {
        return usable;
      }
      usable = hasStates() && node.page.snapshot().isEmpty() ? usable : pages;
    }
  }

  /// Returns how many pages sequences under way use.
  int pagesInUse() {
    return inUse;
  }

  /// Returns how many of these a sequence would use too.
  int pagesInUse(int[] tokens, int limit) {
    PageNode node = root;
    int count = 0;
    int pages = wholePages(tokens, limit);
    for (int page = 0; page < pages; page++) {
      node = best(node, tokens, page * PageFormat.POSITIONS, limit);
      count += node.users > 0 ? 1 : 0;
    }
    return count;
  }

  /// Keeps what a forecast awaits longer than the rest.
  void expect(Forecast newForecast) {
    forecast = newForecast;
  }

  /// Has a sequence use what is there of its first `limit` tokens.
  void open(Sequence sequence, int limit) {
    int[] tokens = sequence.tokens();
    PageNode node = root;
    int pages = wholePages(tokens, limit);
    int matched = 0;
    for (int page = 0; page < pages; page++) {
      node = best(node, tokens, matched, limit);
      use(sequence, node);
      matched += PageFormat.POSITIONS;
    }
    if (hasStates()) {
      begin(sequence, node);
    } else {
      PageNode next = best(node, tokens, matched, limit);
      int common = next == null ? 0 : next.common(tokens, matched, limit);
      matched += common >= WORTH_COPYING ? copy(sequence, next, common) : 0;
    }
    sequence.pages().advance(matched);
  }

  /// Gives a sequence the recurrent state behind a node's page, or that of an empty sequence.
  private void begin(Sequence sequence, PageNode node) {
    Optional<RecurrentState> free = takeState(node, true);
    if (node == root) {
      free.orElseThrow(() -> new IllegalStateException("more sequences than states")).clear();
      sequence.pages().state(free);
    } else if (free.isPresent()) {
      free.get().copyFrom(node.page.snapshot().orElseThrow());
      sequence.pages().state(free);
    } else {
      sequence.pages().state(node.page.snapshot());
      node.page.keep(Optional.empty());
    }
  }

  /// Returns a recurrent state, if need be one that was kept behind a page.
  ///
  /// @param spared whose state is not taken
  /// @param urgent whether to take what a forecast awaits too
  private Optional<RecurrentState> takeState(PageNode spared, boolean urgent) {
    Optional<RecurrentState> state = cache.takeState();
    if (state.isPresent()) {
      return state;
    }
    PageNode oldest = oldestState(root, spared, null);
    if (oldest == null || (!urgent && forecast.awaits(oldest.fingerprint()))) {
      return Optional.empty();
    }
    Optional<RecurrentState> taken = oldest.page.snapshot();
    oldest.page.keep(Optional.empty());
    return taken;
  }

  private PageNode oldestState(PageNode node, PageNode spared, PageNode found) {
    PageNode oldest = found;
    for (PageNode child : node.children) {
      if (child != spared
          && child.page.snapshot().isPresent()
          && (oldest == null || stateBefore(child, oldest))) {
        oldest = child;
      }
      oldest = oldestState(child, spared, oldest);
    }
    return oldest;
  }

  /// Returns whether one page's state is given up before another's.
  private boolean stateBefore(PageNode one, PageNode other) {
    boolean awaited = forecast.awaits(one.fingerprint());
    boolean otherAwaited = forecast.awaits(other.fingerprint());
    return awaited == otherAwaited ? one.lastUse < other.lastUse : !awaited;
  }

  /// Returns the child that has most in common with a sequence, or null if there is none.
  private static PageNode best(PageNode node, int[] tokens, int from, int limit) {
    PageNode best = null;
    int most = 0;
    for (PageNode child : node.children) {
      int common = child.common(tokens, from, limit);
      boolean sooner = common > most || (common == most && keepsMore(child, best));
      if (common > 0 && sooner) {
        best = child;
        most = common;
      }
    }
    return best;
  }

  private static boolean keepsMore(PageNode one, PageNode other) {
    return other != null && one.page.snapshot().isPresent() && other.page.snapshot().isEmpty();
  }

  /// Gives a sequence a copy of a page whose first positions it shares, and returns how many; 0 if
  /// there is no room.
  private int copy(Sequence sequence, PageNode original, int positions) {
    original.users++; // so that it is not given up for the copy
    boolean added = extend(sequence);
    original.users--;
    if (!added) {
      return 0;
    }
    PageNode copy = sequence.path.getLast();
    copy.page.copyFrom(original.page);
    for (int slot = 0; slot < positions; slot++) {
      copy.put(slot, original.tokens[slot]);
    }
    original.lastUse = clock++;
    return positions;
  }

  /// Adds an empty page to a sequence, and returns whether there was one.
  boolean extend(Sequence sequence) {
    Optional<Page> page = cache.take();
    while (page.isEmpty() && giveUpOldest()) {
      page = cache.take();
    }
    if (page.isPresent()) {
      PageNode parent = sequence.path.isEmpty() ? root : sequence.path.getLast();
      PageNode node = new PageNode(parent, page.get());
      parent.children.add(node);
      use(sequence, node);
      if (hasStates()) {
        node.page.keep(takeState(parent, false));
      }
    }
    return page.isPresent();
  }

  private void use(Sequence sequence, PageNode node) {
    inUse += node.users == 0 ? 1 : 0;
    node.users++;
    node.lastUse = clock++;
    sequence.path.add(node);
    sequence.pages().add(node.page);
  }

  /// Ends a sequence's use of its pages, which stay for others while there is room.
  void close(Sequence sequence) {
    for (PageNode node : sequence.path.reversed()) {
      node.users--;
      inUse -= node.users == 0 ? 1 : 0;
      node.lastUse = clock++;
      if (node.filled < PageFormat.POSITIONS && node.users == 0) {
        dropState(node);
      }
      if (node.filled == 0 && node.users == 0) {
        remove(node);
      }
    }
    sequence.path.clear();
    sequence.pages().clear();
    sequence.pages().state().ifPresent(cache::letGo);
    sequence.pages().state(Optional.empty());
  }

  private boolean giveUpOldest() {
    PageNode oldest = oldest(root, null);
    if (oldest == null) {
      return false;
    }
    remove(oldest);
    return true;
  }

  private PageNode oldest(PageNode node, PageNode found) {
    PageNode oldest = found;
    for (PageNode child : node.children) {
      if (!child.children.isEmpty()) {
        oldest = oldest(child, oldest);
      } else if (child.users == 0 && (oldest == null || before(child, oldest))) {
        oldest = child;
      }
    }
    return oldest;
  }

  /// Returns whether one page is given up before another.
  private boolean before(PageNode one, PageNode other) {
    boolean awaited = one.awaited(forecast);
    return awaited == other.awaited(forecast) ? one.lastUse < other.lastUse : !awaited;
  }

  private void dropState(PageNode node) {
    node.page.snapshot().ifPresent(cache::letGo);
    node.page.keep(Optional.empty());
  }

  private void remove(PageNode node) {
    node.parent.children.remove(node);
    dropState(node);
    cache.letGo(node.page);
  }
}
