package assay.engine.cache;

import java.util.ArrayList;
import java.util.List;

/// The pages of one sequence, in the order of its positions.
///
/// Mutable, and owned by one sequence: one thread changes it between steps, all workers read it
/// during a step.
public final class PageTable {
  private final PageCache cache;
  private final List<Page> pages = new ArrayList<>();
  private int length;

  /// Creates the table of an empty sequence.
  public PageTable(PageCache cache) {
    this.cache = cache;
  }

  /// Returns how many positions are held.
  public int length() {
    return length;
  }

  /// Returns where entries lie in a page.
  public PageFormat format() {
    return cache.format();
  }

  /// Returns the page of a position.
  public Page page(int position) {
    return pages.get(position / PageFormat.POSITIONS);
  }

  /// Returns how many pages more the sequence needs for some positions behind those held.
  public int missing(int positions) {
    return Math.max(0, Math.ceilDiv(length + positions, PageFormat.POSITIONS) - pages.size());
  }

  /// Adds a page, of which the sequence becomes a holder by this call.
  public void add(Page page) {
    pages.add(page);
  }

  /// Shares a page that others hold, with its first `positions` positions. A full one is shared as
  /// it is; of another one a copy is made, since its holder goes on writing.
  ///
  /// @param copy a page for the copy, if one is needed
  public void share(Page page, int positions, Page copy) {
    if (copy == page) {
      page.hold();
    } else {
      copy.copyFrom(page);
    }
    pages.add(copy);
    length += positions;
  }

  /// Counts positions that a step has stored as held.
  public void advance(int positions) {
    length += positions;
  }

  /// Forgets all positions from `newLength` on.
  ///
  /// @throws IllegalArgumentException if fewer positions are held
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IllegalArgumentException("cannot cut " + length + " positions to " + newLength);
    }
    length = newLength;
    while (pages.size() > Math.ceilDiv(length, PageFormat.POSITIONS)) {
      cache.letGo(pages.removeLast());
    }
  }

  /// Counts how often each of a layer's experts was picked at some positions held.
  ///
  /// @param counts one for each expert, added to
  public void countPicks(int layer, int from, int to, long[] counts) {
    PageFormat format = cache.format();
    int used = format.picksPerPosition(layer);
    for (int position = from; position < to; position++) {
      short[] picks = page(position).picks();
      int first = format.picksOffset(layer, position % PageFormat.POSITIONS);
      for (int i = first; i < first + used; i++) {
        counts[picks[i]]++;
      }
    }
  }
}
