package assay.engine.tokenizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The pieces of a SentencePiece vocabulary and the merging of a text into them. Merging takes n
/// log n steps for n characters: the pairs wait in a heap, and no pair is longer than the longest
/// piece.
final class ScoredPieces {
  private final Map<String, Integer> ids;
  private final int[] ranks;
  private final int longest;

  private ScoredPieces(Map<String, Integer> ids, int[] ranks, int longest) {
    this.ids = ids;
    this.ranks = ranks;
    this.longest = longest;
  }

  static ScoredPieces of(Vocabulary vocabulary, float[] scores) {
    Map<String, Integer> ids = new HashMap<>();
    int longest = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      String text = vocabulary.tokens().get(id);
      // Other kinds never come from merging: SentencePiece keeps them out of the text.
      if (vocabulary.kinds().get(id) == TokenKind.NORMAL && !text.isEmpty()) {
        ids.putIfAbsent(text, id);
        longest = Math.max(longest, text.length());
      }
    }
    return new ScoredPieces(ids, ranks(scores), longest);
  }

  /// The order in which pieces merge. Equal scores share a rank, so that the leftmost pair merges
  /// first.
  private static int[] ranks(float[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, id -> id);
    Arrays.sort(order, (a, b) -> Float.compare(scores[b], scores[a]));
    int[] ranks = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      boolean tied = i > 0 && scores[order[i]] == scores[order[i - 1]];
      ranks[order[i]] = tied ? ranks[order[i - 1]] : i;
    }
    return ranks;
  }

  /// Encodes a text whose spaces are already replaced; characters without a piece go to `unknown`.
  /// Returns how many pairs of neighbours were looked at.
  long encode(String text, TokenList out, Consumer<String> unknown) {
    Merging merging = new Merging(text);
    merging.run(out, unknown);
    return merging.steps;
  }

  /// The state of merging one text: symbols as a linked list of ranges of the text.
  private final class Merging {
    private final String text;
    private final int[] starts;
    private final int[] next;
    private final int[] previous;
    private final LongHeap pairs = new LongHeap();
    private final int size;
    private long steps;

    private Merging(String text) {
      this.text = text;
      this.size = text.codePointCount(0, text.length());
      this.starts = new int[size + 1];
      this.next = new int[size];
      this.previous = new int[size];
      int start = 0;
      for (int i = 0; i < size; i++) {
        starts[i] = start;
        start += Character.charCount(text.codePointAt(start));
        next[i] = i + 1;
        previous[i] = i - 1;
      }
      starts[size] = start;
    }

    private void run(TokenList out, Consumer<String> unknown) {
      for (int i = 0; i + 1 < size; i++) {
        offer(i);
      }
      while (!pairs.isEmpty()) {
        long pair = pairs.pop();
        merge((int) (pair >>> 32), (int) pair);
      }
      for (int i = 0; i < size; i = next[i]) {
        String symbol = text.substring(starts[i], starts[next[i]]);
        Integer id = ids.get(symbol);
        if (id == null) {
          unknown.accept(symbol);
        } else {
          out.add(id);
        }
      }
    }

    /// The piece that the pair at `left` joins to, or -1.
    private int joined(int left) {
      int right = next[left];
      if (right < 0 || right >= size) {
        return -1;
      }
      int end = starts[next[right]];
      boolean tooLong = end - starts[left] > longest;
      return tooLong ? -1 : ids.getOrDefault(text.substring(starts[left], end), -1);
    }

    private void offer(int left) {
      steps++;
      int id = joined(left);
      if (id >= 0) {
        pairs.push(((long) ranks[id] << 32) | left);
      }
    }

    /// Merges the pair at `left` unless it has changed since it was offered.
    private void merge(int rank, int left) {
      int id = joined(left);
      if (id < 0 || ranks[id] != rank) {
        return;
      }
      int right = next[left];
      next[left] = next[right];
      // What was merged away is marked, so that pairs that still name it are recognised.
      next[right] = -1;
      if (next[left] < size) {
        previous[next[left]] = left;
        offer(left);
      }
      if (previous[left] >= 0) {
        offer(previous[left]);
      }
    }
  }
}
