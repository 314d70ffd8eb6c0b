package assay.engine.schedule;

import assay.engine.cache.Page;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The positions of all sequences, those under way and as many of earlier ones as the cache has
/// room for, as a tree of pages: what two sequences begin with is there once.
///
/// A node is a page and the tokens that its positions stand for. A sequence that differs within a
/// page gets a copy of it and goes on in the copy; so no page is written to by two. Without room
/// the page that was not used for the longest time is given up, the far ends of the tree first.
///
/// Mutable, and used by one thread.
final class PrefixTree {
  private final PageCache cache;
  private final Node root = new Node(null, null);
  private long clock;

  PrefixTree(PageCache cache) {
    this.cache = cache;
  }

  /// A page and its tokens.
  static final class Node {
    private final Node parent;
    private final Page page;
    private final List<Node> children = new ArrayList<>();
    private final int[] tokens = new int[PageFormat.POSITIONS];
    private int filled;
    private int users;
    private long lastUse;

    private Node(Node parent, Page page) {
      this.parent = parent;
      this.page = page;
    }

    Page page() {
      return page;
    }

    /// Takes the token of a position that was computed.
    void put(int slot, int token) {
      tokens[slot] = token;
      filled = slot + 1;
    }

    private int common(int[] other, int from, int to) {
      int most = Math.min(filled, to - from);
      int different = Arrays.mismatch(tokens, 0, most, other, from, from + most);
      return different < 0 ? most : different;
    }
  }

  /// Returns how many of the first `limit` tokens of a sequence are computed.
  int match(int[] tokens, int limit) {
    Node node = root;
    for (int matched = 0; ; matched += PageFormat.POSITIONS) {
      Node next = best(node, tokens, matched, limit);
      int common = next == null ? 0 : next.common(tokens, matched, limit);
      if (common < PageFormat.POSITIONS) {
        return matched + common;
      }
      node = next;
    }
  }

  /// Has a sequence use what is there of its first `limit` tokens.
  void open(Sequence sequence, int limit) {
    int[] tokens = sequence.tokens();
    Node node = root;
    int matched = 0;
    while (true) {
      Node next = best(node, tokens, matched, limit);
      int common = next == null ? 0 : next.common(tokens, matched, limit);
      if (common == PageFormat.POSITIONS) {
        use(sequence, next);
        matched += common;
        node = next;
      } else {
        matched += common > 0 ? copy(sequence, next, common) : 0;
        break;
      }
    }
    sequence.reuse(matched);
  }

  /// Returns the child that has most in common with a sequence, or null if there is none.
  private static Node best(Node node, int[] tokens, int from, int limit) {
    Node best = null;
    int most = 0;
    for (Node child : node.children) {
      int common = child.common(tokens, from, limit);
      if (common > most) {
        best = child;
        most = common;
      }
    }
    return best;
  }

  /// Gives a sequence a copy of a page whose first positions it shares, and returns how many; 0 if
  /// there is no room.
  private int copy(Sequence sequence, Node original, int positions) {
    original.users++; // so that it is not given up for the copy
    boolean added = extend(sequence);
    original.users--;
    if (!added) {
      return 0;
    }
    Node copy = sequence.path.getLast();
    copy.page.copyFrom(original.page);
    System.arraycopy(original.tokens, 0, copy.tokens, 0, positions);
    copy.filled = positions;
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
      Node parent = sequence.path.isEmpty() ? root : sequence.path.getLast();
      Node node = new Node(parent, page.get());
      parent.children.add(node);
      use(sequence, node);
    }
    return page.isPresent();
  }

  private void use(Sequence sequence, Node node) {
    node.users++;
    node.lastUse = clock++;
    sequence.path.add(node);
    sequence.pages().add(node.page);
  }

  /// Ends a sequence's use of its pages, which stay for others while there is room.
  void close(Sequence sequence) {
    for (Node node : sequence.path.reversed()) {
      node.users--;
      node.lastUse = clock++;
      if (node.filled == 0 && node.users == 0) {
        remove(node);
      }
    }
    sequence.path.clear();
    sequence.pages().clear();
  }

  private boolean giveUpOldest() {
    Node oldest = oldest(root, null);
    if (oldest == null) {
      return false;
    }
    remove(oldest);
    return true;
  }

  private static Node oldest(Node node, Node found) {
    Node oldest = found;
    for (Node child : node.children) {
      if (!child.children.isEmpty()) {
        oldest = oldest(child, oldest);
      } else if (child.users == 0 && (oldest == null || child.lastUse < oldest.lastUse)) {
        oldest = child;
      }
    }
    return oldest;
  }

  private void remove(Node node) {
    node.parent.children.remove(node);
    cache.letGo(node.page);
  }
}
