package assay.engine.schedule;

import assay.engine.cache.Page;
import assay.engine.cache.PageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A page of a [PrefixTree] and the tokens that its positions stand for.
///
/// Mutable, and changed by the tree and its scheduler alone, on one thread.
final class PageNode {
  final PageNode parent; // null of the root
  final Page page; // null of the root
  final List<PageNode> children = new ArrayList<>();
  final int[] tokens = new int[PageFormat.POSITIONS];
  int filled; // the first so many tokens are computed
  int users; // sequences under way
  long lastUse; // by the tree's clock
  private long fingerprint; // of all tokens to the last one here
  private long firstBlock; // of those to the first block's end, once it is there

  PageNode(PageNode parent, Page page) {
    this.parent = parent;
    this.page = page;
  }

  Page page() {
    return page;
  }

  /// Returns the fingerprint of all tokens from the sequence's first to the last one here.
  long fingerprint() {
    return fingerprint;
  }

  /// Takes the token of a position that was computed.
  void put(int slot, int token) {
    if (slot == 0 && parent != null) {
      fingerprint = parent.fingerprint;
    }
    tokens[slot] = token;
    filled = slot + 1;
    fingerprint = Fingerprints.with(fingerprint, token);
    if (filled == Fingerprints.BLOCK) {
      firstBlock = fingerprint;
    }
  }

  boolean awaited(Forecast forecast) {
    return filled >= Fingerprints.BLOCK && forecast.awaits(firstBlock);
  }

  /// Returns how many of this page's tokens are those of a sequence from a position on.
  int common(int[] other, int from, int to) {
    int most = Math.min(filled, to - from);
    int different = Arrays.mismatch(tokens, 0, most, other, from, from + most);
    return different < 0 ? most : different;
  }
}
