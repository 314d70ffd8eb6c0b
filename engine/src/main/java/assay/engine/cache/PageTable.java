package assay.engine.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages of one sequence, in the order of its positions.
///
/// Mutable, and owned by one sequence: one thread changes it between steps, all workers read it
/// during a step.
public final class PageTable {
  private final PageFormat format;
  private final List<Page> pages = new ArrayList<>();
  private Optional<RecurrentState> state = Optional.empty();
  private int length;

  /// Creates the table of an empty sequence.
  public PageTable(PageFormat format) {
    this.format = format;
  }

  /// Returns how many positions are held.
  public int length() {
    return length;
  }

  /// Returns where entries lie in a page.
  public PageFormat format() {
    return format;
  }

  /// Returns the page of a position.
  public Page page(int position) {
    return pages.get(position / PageFormat.POSITIONS);
  }

  /// Returns the recurrent state behind the positions held, if the model has one.
  public Optional<RecurrentState> state() {
    return state;
  }

  /// Has the sequence go on from a state, or gives it up.
  public void state(Optional<RecurrentState> newState) {
    state = newState;
  }

  /// Returns with how many pages this sequence and another one both begin, at most `most`.
  public int common(PageTable other, int most) {
    int common = 0;
    while (common < most && pages.get(common) == other.pages.get(common)) {
      common++;
    }
    return common;
  }

  /// Returns how many pages more the sequence needs for some positions behind those held.
  public int missing(int positions) {
    return Math.max(0, Math.ceilDiv(length + positions, PageFormat.POSITIONS) - pages.size());
  }

  /// Adds a page behind the others.
  public void add(Page page) {
    pages.add(page);
  }

  /// Counts further positions, whose entries are in their pages, as held.
  public void advance(int positions) {
    length += positions;
  }

  /// Forgets all pages.
  public void clear() {
    pages.clear();
    length = 0;
  }

  /// Counts how often each of a layer's experts was picked at some positions held.
  ///
  /// @param counts one for each expert, added to
  public void countPicks(int layer, int from, int to, long[] counts) {
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
