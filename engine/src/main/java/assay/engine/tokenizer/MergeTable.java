package assay.engine.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  /// Reads merges, each `left right`, the first of which comes first in encoding too.
  ///
  /// @throws MalformedVocabularyException if one is no pair of tokens whose joined text is a token,
  ///   or is repeated
  static MergeTable of(List<String> merges, Map<String, Integer> ids) {
    MergeTable table = new MergeTable(Math.max(16, Integer.highestOneBit(merges.size()) * 4));
    for (int rank = 0; rank < merges.size(); rank++) {
      String merge = merges.get(rank);
      // The texts hold no space: the byte alphabet writes it as another character.
      int space = merge.indexOf(' ', 1);
      if (space < 0) {
        throw malformed(merge, rank, "is no pair");
      }
      String left = merge.substring(0, space);
      String right = merge.substring(space + 1);
      Integer leftId = ids.get(left);
      Integer rightId = ids.get(right);
      Integer joined = ids.get(left + right);
      if (leftId == null || rightId == null || joined == null) {
        throw malformed(merge, rank, "names or makes what is no token");
      }
      if (!table.put(pair(leftId, rightId), rank, joined)) {
        throw malformed(merge, rank, "is repeated");
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
