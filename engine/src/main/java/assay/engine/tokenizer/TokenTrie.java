package assay.engine.tokenizer;

import java.util.Arrays;

/// Texts with their tokens, found along a text character by character. An open-addressing hash
/// table of primitive values. Mutable while it is filled; safe to share afterwards.
final class TokenTrie {
  /// The node of the empty text.
  static final int ROOT = 0;

  /// No node, and no token.
  static final int NONE = -1;

  private static final int CODE_POINT_BITS = 21;

  private long[] edges = new long[1024];
  private int[] targets = new int[1024];
  private int[] tokens = new int[256];
  private int nodes = 1;

  TokenTrie() {
    Arrays.fill(edges, NONE);
    tokens[ROOT] = NONE;
  }

  /// Adds a text, unless it is there already; then its first token stays.
  void add(String text, int token) {
    int node = ROOT;
    for (int codePoint : text.codePoints().toArray()) {
      int child = child(node, codePoint);
      node = child == NONE ? grow(node, codePoint) : child;
    }
    if (tokens[node] == NONE) {
      tokens[node] = token;
    }
  }

  private int grow(int node, int codePoint) {
    if (2 * nodes >= edges.length) {
      rehash();
    }
    if (nodes == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * nodes);
    }
    tokens[nodes] = NONE;
    long edge = edge(node, codePoint);
    int slot = slot(edge);
    edges[slot] = edge;
    targets[slot] = nodes;
    return nodes++;
  }

  private void rehash() {
    long[] oldEdges = edges;
    int[] oldTargets = targets;
    edges = new long[2 * oldEdges.length];
    targets = new int[edges.length];
    Arrays.fill(edges, NONE);
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldEdges[i] != NONE) {
        int slot = slot(oldEdges[i]);
        edges[slot] = oldEdges[i];
        targets[slot] = oldTargets[i];
      }
    }
  }

  private static long edge(int node, int codePoint) {
    return ((long) node << CODE_POINT_BITS) | codePoint;
  }

  private int slot(long edge) {
    int mask = edges.length - 1;
    // Fibonacci hashing spreads neighbouring nodes and characters.
    int slot = (int) ((edge * 0x9E3779B97F4A7C15L) >>> 33) & mask;
    while (edges[slot] != edge && edges[slot] != NONE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// The node behind one more character, or [#NONE].
  int child(int node, int codePoint) {
    int slot = slot(edge(node, codePoint));
    return edges[slot] == NONE ? NONE : targets[slot];
  }

  /// The token whose text ends at a node, or [#NONE].
  int token(int node) {
    return tokens[node];
  }

  /// The token that is these code points as a whole, or [#NONE].
  int find(int[] text, int from, int to) {
    int node = ROOT;
    for (int i = from; i < to && node != NONE; i++) {
      node = child(node, text[i]);
    }
    return node == NONE ? NONE : tokens[node];
  }

  /// The end of the longest text that begins at `at`, or [#NONE].
  int longest(int[] text, int at, int end) {
    int longest = NONE;
    int node = ROOT;
    for (int i = at; i < end; i++) {
      node = child(node, text[i]);
      if (node == NONE) {
        break;
      }
      if (tokens[node] != NONE) {
        longest = i + 1;
      }
    }
    return longest;
  }
}
