package assay.engine.cache;

import java.lang.foreign.MemorySegment;

/// The entries of up to [PageFormat#POSITIONS] successive positions in all layers.
///
/// Mutable. Several sequences may share a page: then nobody writes to it any more. One thread
/// counts who holds it; the workers of a step write positions that only their sequence has.
public final class Page {
  private final MemorySegment memory;
  private final short[] picks; // [expert layers, POSITIONS, usedCount]; see PageFormat.picksOffset
  private int holders = 1;

  Page(MemorySegment memory, int picks) {
    this.memory = memory;
    this.picks = new short[picks];
  }

  /// Returns where the entries are.
  public MemorySegment memory() {
    return memory;
  }

  /// Returns the experts that each position passed.
  public short[] picks() {
    return picks;
  }

  /// Counts one more holder.
  void hold() {
    holders++;
  }

  /// Counts one holder less, and returns whether none is left.
  boolean letGo() {
    holders--;
    if (holders < 0) {
      throw new IllegalStateException("a page was freed twice");
    }
    return holders == 0;
  }

  /// Begins again with one holder.
  Page reused() {
    holders = 1;
    return this;
  }

  int holders() {
    return holders;
  }

  /// Takes over another page's entries.
  void copyFrom(Page other) {
    memory.copyFrom(other.memory);
    System.arraycopy(other.picks, 0, picks, 0, picks.length);
  }
}
