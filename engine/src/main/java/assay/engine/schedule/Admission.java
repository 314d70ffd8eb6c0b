package assay.engine.schedule;

import assay.engine.cache.PageCache;
import java.util.Optional;

/// Decides which sequence begins next: the one that has waited longest, if its tokens fit the cache
/// beside those under way, each with a page to grow into. If they do not fit, nobody passes it, so
/// that short prompts cannot keep a long one waiting for ever.
///
/// A sequence waits, and lets others pass, while another one computes what both begin with.
final class Admission {
  /// Common tokens that are worth waiting for: a few, such as the one that begins a text, are
  /// computed again in less time.
  static final int WORTH_WAITING = Fingerprints.BLOCK;

  private final Line running;
  private final PrefixTree tree;
  private final PageCache cache;
  private final int places;

  /// @param places the most sequences under way
  Admission(Line running, PrefixTree tree, PageCache cache, int places) {
    this.running = running;
    this.tree = tree;
    this.cache = cache;
    this.places = places;
  }

  /// Returns the sequence that begins next, if one may now.
  Optional<Sequence> next(Line waiting) {
    // A few are looked at: behind those that wait for a common beginning come others that do.
    int looks = Math.min(waiting.size(), 2 * places);
    for (int i = 0; i < looks && running.size() < places; i++) {
      Sequence sequence = waiting.get(i);
      if (!othersComputeMore(sequence)) {
        return fits(sequence) ? Optional.of(sequence) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean fits(Sequence sequence) {
    if (cache.format().hasStates() && running.size() >= cache.stateCapacity()) {
      return false;
    }
    int needed = sequence.pagesAhead() - tree.pagesInUse(sequence.tokens(), sequence.reusable());
    for (int i = 0; i < running.size(); i++) {
      needed += Math.max(0, running.get(i).pagesAhead() - running.get(i).path.size());
    }
    return running.isEmpty() || needed <= cache.capacity() - tree.pagesInUse();
  }

  /// Returns whether a sequence under way will compute more of a sequence's front than is there.
  private boolean othersComputeMore(Sequence sequence) {
    int there = -1; // not looked for yet
    for (int i = 0; i < running.size(); i++) {
      Sequence other = running.get(i);
      int common = other.pending() > 1 ? Math.min(sequence.reusable(), sequence.common(other)) : 0;
      if (common > other.pages().length()) {
        there = there < 0 ? tree.match(sequence.tokens(), sequence.reusable()) : there;
        if (common - there >= WORTH_WAITING) {
          return true;
        }
      }
    }
    return false;
  }
}
