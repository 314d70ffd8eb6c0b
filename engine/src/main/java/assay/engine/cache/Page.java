package assay.engine.cache;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The entries of up to [PageFormat#POSITIONS] successive positions in all layers.
///
/// Mutable. Several sequences may read a page, but only one goes on writing to it: the workers of a
/// step write positions that nobody else has.
public final class Page {
  private final MemorySegment memory;
  private final short[] picks; // [expert layers, POSITIONS, usedCount]; see PageFormat.picksOffset
  private Optional<RecurrentState> snapshot = Optional.empty();

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

  /// Returns where the recurrent state behind the page's last position is kept, if it is.
  public Optional<RecurrentState> snapshot() {
    return snapshot;
  }

  /// Has the state behind the last position kept there, or nowhere.
  public void keep(Optional<RecurrentState> state) {
    snapshot = state;
  }

  /// Takes over another page's entries.
  public void copyFrom(Page other) {
    memory.copyFrom(other.memory);
    System.arraycopy(other.picks, 0, picks, 0, picks.length);
  }
}
