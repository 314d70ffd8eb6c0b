package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Some queries that look at the keys of one head, and what they have seen of them so far.
///
/// Keys come in pages of [#POSITIONS]. For each page every query says which of its positions it
/// sees, [Kernels#scores] compares them, [Kernels#fold] turns the scores into weights that continue
/// those of the pages before, and [Kernels#addValues] sums the values. A page may be one that only
/// some of the queries look at ([#turnTo]). What is kept of earlier pages is the largest score, the
/// sum of weights relative to it and the weighted sum, so that no memory grows with the context. A
/// query's result depends on its own positions alone, not on which other queries are in the tile.
///
/// Mutable, and owned by one worker. Source: Milakov and Gimelshein, "Online normalizer calculation
/// for softmax", 2018; Dao, "FlashAttention-2", 2023.
public final class AttentionTile {
  /// Positions of a page.
  public static final int POSITIONS = 64;

  final float[] queries; // [count, queryWidth]
  final float[] scores; // [count, POSITIONS], then weights
  final int[] from; // [count], the first position in the page that a query sees
  final int[] to; // [count], the one behind the last
  final float[] largest; // [count], score
  final float[] mass; // [count], sum of weights
  final float[] sums; // [count, valueWidth]
  final long[] seen; // [count], a bit for each position that a query sees
  final AttentionCall call = new AttentionCall();
  float scale; // of products
  private final Views views;
  private long ahead;
  private int count;
  private int first; // of the queries that look at the next page
  private int end; // the one behind the last of these
  private int queryWidth;
  private int valueWidth;

  /// Allocates room.
  ///
  /// @param queries the most queries
  /// @param queryWidth the most elements of a query
  /// @param valueWidth the most elements of a value
  public AttentionTile(int queries, int queryWidth, int valueWidth) {
    this.queries = new float[Math.multiplyExact(queries, queryWidth)];
    scores = new float[Math.multiplyExact(queries, POSITIONS)];
    from = new int[queries];
    to = new int[queries];
    largest = new float[queries];
    mass = new float[queries];
    sums = new float[Math.multiplyExact(queries, valueWidth)];
    seen = new long[queries];
    views = new Views(this);
  }

  /// The arrays as machine code takes them.
  record Views(
      MemorySegment queries,
      MemorySegment scores,
      MemorySegment seen,
      MemorySegment largest,
      MemorySegment mass,
      MemorySegment sums) {
    Views(AttentionTile tile) {
      this(
          MemorySegment.ofArray(tile.queries),
          MemorySegment.ofArray(tile.scores),
          MemorySegment.ofArray(tile.seen),
          MemorySegment.ofArray(tile.largest),
          MemorySegment.ofArray(tile.mass),
          MemorySegment.ofArray(tile.sums));
    }
  }

  /// Begins with queries that have seen nothing.
  ///
  /// @param scaleOfProducts that makes scores of products of queries and keys
  public void start(int queryCount, int width, int widthOfValues, float scaleOfProducts) {
    count = queryCount;
    turnTo(0, count);
    scale = scaleOfProducts;
    queryWidth = width;
    valueWidth = widthOfValues;
    Arrays.fill(largest, 0, count, Float.NEGATIVE_INFINITY);
    Arrays.fill(mass, 0, count, 0);
    Arrays.fill(sums, 0, count * valueWidth, 0);
  }

  /// Gives a query a score that no value belongs to, before it sees anything.
  public void sink(int query, float score) {
    largest[query] = score;
    mass[query] = 1;
  }

  /// Takes a query's elements from `x[start]` on.
  public void query(int query, float[] x, int start) {
    System.arraycopy(x, start, queries, query * queryWidth, queryWidth);
  }

  /// Has some of the queries look at the pages that follow, and the others wait; at first all look.
  ///
  /// @param firstQuery of these
  /// @param endQuery the one behind the last
  public void turnTo(int firstQuery, int endQuery) {
    first = firstQuery;
    end = endQuery;
  }

  /// Says which positions of the next page a query sees: from `first` to `end - 1`, none if these
  /// cross. What a query sees begins and ends no earlier than what the one before it sees, of those
  /// that look.
  public void see(int query, int first, int end) {
    from[query] = Math.max(first, 0);
    to[query] = Math.min(end, POSITIONS);
    seen[query] = sees(query) ? -1L >>> (POSITIONS - to[query] + from[query]) << from[query] : 0;
  }

  /// Says what will be read when the page under way is done, which may be fetched meanwhile; 0 if
  /// that is not known.
  ///
  /// @param address of native memory as large as what is read next
  public void expect(long address) {
    ahead = address;
  }

  /// Returns the scores of the last page, `[count, POSITIONS]`, to be changed before they are
  /// folded. Those of positions that a query does not see are undefined.
  public float[] scores() {
    return scores;
  }

  /// Returns the number of queries.
  public int count() {
    return count;
  }

  /// Returns the first query that looks at the next page.
  public int first() {
    return first;
  }

  /// Returns the one behind the last query that looks at the next page.
  public int end() {
    return end;
  }

  /// Stores a query's weighted mean of the values from `out[start]` on.
  public void result(int query, float[] out, int start) {
    float scale = 1 / mass[query];
    for (int i = 0; i < valueWidth; i++) {
      out[start + i] = sums[query * valueWidth + i] * scale;
    }
  }

  Views views() {
    return views;
  }

  /// Returns the address of what will be read next, or else of something harmless.
  long ahead(long otherwise) {
    return ahead == 0 ? otherwise : ahead;
  }

  int queryWidth() {
    return queryWidth;
  }

  int valueWidth() {
    return valueWidth;
  }

  boolean sees(int query) {
    return from[query] < to[query];
  }

  /// Returns the first position that any of some queries sees, or [#POSITIONS].
  int firstSeen(int firstQuery, int endQuery) {
    int first = POSITIONS;
    for (int query = firstQuery; query < endQuery; query++) {
      first = sees(query) ? Math.min(first, from[query]) : first;
    }
    return first;
  }

  /// Returns the position behind the last one that any of some queries sees, or 0.
  int endSeen(int firstQuery, int endQuery) {
    int end = 0;
    for (int query = firstQuery; query < endQuery; query++) {
      end = sees(query) ? Math.max(end, to[query]) : end;
    }
    return end;
  }
}
