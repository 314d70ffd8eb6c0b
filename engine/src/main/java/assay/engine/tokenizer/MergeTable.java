package assay.engine.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which pairs of neighbouring tokens merge, in which order, and into what. Immutable; an
/// open-addressing hash table of primitive values.
final class MergeTable {
  /// No pair of ids is all ones.
  private static final long FREE = -1;

  private final long[] pairs;
  private final int[] ranks;
  private final int[] merged;

  private MergeTable(int capacity) {
    pairs = new long[capacity];
    ranks = new int[capacity];
    merged = new int[capacity];
    Arrays.fill(pairs, FREE);
  }

  /// Two tokens that merge.
  ///
  /// @param left the text of the first
  /// @param right the text of the second
  record Merge(String left, String right) {
    /// Reads a merge written as `left right`; empty if it is none. The texts hold no space: the
    /// byte alphabet and SentencePiece write it as another character.
    static Optional<Merge> parse(String merge) {
      int space = merge.indexOf(' ', 1);
      return space < 0
          ? Optional.empty()
          : Optional.of(new Merge(merge.substring(0, space), merge.substring(space + 1)));
    }

    @Override
    public String toString() {
      return left + " " + right;
    }
  }

  /// Reads merges, each `left right`, the first of which comes first in encoding too.
  ///
  /// @throws MalformedVocabularyException if one is no pair of tokens whose joined text is a token,
  ///   or is repeated
  static MergeTable parse(List<String> merges, Map<String, Integer> ids) {
    List<Merge> parsed = new ArrayList<>(merges.size());
    for (String merge : merges) {
      parsed.add(
          Merge.parse(merge).orElseThrow(() -> malformed(merge, parsed.size(), "is no pair")));
    }
    return of(parsed, ids);
  }

  /// Takes merges, the first of which comes first in encoding too.
  ///
  /// @throws MalformedVocabularyException if one is no pair of tokens whose joined text is a token,
  ///   or is repeated
  static MergeTable of(List<Merge> merges, Map<String, Integer> ids) {
    MergeTable table = new MergeTable(Math.max(16, Integer.highestOneBit(merges.size()) * 4));
    for (int rank = 0; rank < merges.size(); rank++) {
      Merge merge = merges.get(rank);
      Integer left = ids.get(merge.left());
      Integer right = ids.get(merge.right());
      Integer joined = ids.get(merge.left() + merge.right());
      if (left == null || right == null || joined == null) {
        throw malformed(merge.toString(), rank, "names or makes what is no token");
      }
      if (!table.put(pair(left, right), rank, joined)) {
        throw malformed(merge.toString(), rank, "is repeated");
      }
    }
    return table;
  }

  private static MalformedVocabularyException malformed(String merge, int rank, String what) {
    return new MalformedVocabularyException(
        "merges",
        "merge " + rank + " " + what,
        "two tokens with a space between, which join to a token, each pair once",
        "\"" + merge + "\"");
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }

  private boolean put(long pair, int rank, int result) {
    int slot = slot(pair);
    if (pairs[slot] == pair) {
      return false;
    }
    pairs[slot] = pair;
    ranks[slot] = rank;
    merged[slot] = result;
    return true;
  }

  /// The slot of a pair, or the free one where it would be.
  private int slot(long pair) {
    int mask = pairs.length - 1;
    // Fibonacci hashing spreads neighbouring ids.
    int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 33) & mask;
    while (pairs[slot] != pair && pairs[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// The rank of a pair, lower ones merging first, or -1 if it does not merge.
  int rank(int left, int right) {
    int slot = slot(pair(left, right));
    return pairs[slot] == FREE ? -1 : ranks[slot];
  }

  /// The token that a pair merges into; the pair must merge.
  int merged(int left, int right) {
    return merged[slot(pair(left, right))];
  }
}
