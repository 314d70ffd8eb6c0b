package assay.engine.kernels;

import static assay.engine.kernels.AttentionTile.POSITIONS;
import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.f32;
import static assay.engine.kernels.Lanes.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// The part of [VectorKernels] that sums the values of a page by weight.
///
/// Lanes are elements of a value. What four queries all see is added for them at once, so that they
/// share the loads; what single ones see before and behind that, one by one, so that each query's
/// sum runs from its first position to its last.
///
/// Mutable, and owned by one worker's kernels: it holds the page between the steps of a call.
final class VectorSums {
  private static final int QUERIES = 4;
  private static final int STEP = 2 * LANES; // elements at once

  private AttentionTile tile = new AttentionTile(0, 0, 0);
  private MemorySegment values = MemorySegment.NULL;
  private long offset;
  private long strideBytes;

  void add(AttentionTile toTile, MemorySegment page, long first, int stride) {
    tile = toTile;
    values = page;
    offset = first;
    strideBytes = (long) Float.BYTES * stride;
    int query = tile.first();
    for (; query <= tile.end() - QUERIES; query += QUERIES) {
      addFour(query);
    }
    for (; query < tile.end(); query++) {
      addOne(query, 0, tile.from[query], tile.to[query]);
    }
  }

  private void addFour(int query) {
    int from = 0;
    int to = POSITIONS;
    for (int q = query; q < query + QUERIES; q++) {
      from = Math.max(from, tile.from[q]);
      to = Math.min(to, tile.to[q]);
    }
    if (from >= to) {
      for (int q = query; q < query + QUERIES; q++) {
        addOne(q, 0, tile.from[q], tile.to[q]);
      }
      return;
    }
    int end = tile.valueWidth() - tile.valueWidth() % STEP;
    for (int q = query; q < query + QUERIES; q++) {
      addOne(q, 0, tile.from[q], from);
    }
    for (int i = 0; i < end; i += STEP) {
      addFour(query, i, from, to);
    }
    for (int q = query; q < query + QUERIES; q++) {
      addOne(q, end, from, to);
      addOne(q, 0, to, tile.to[q]);
    }
  }

  /// Adds some positions to elements `i` to `i + STEP - 1` of four queries.
  private void addFour(int query, int i, int from, int to) {
    float[] weights = tile.scores;
    float[] sums = tile.sums;
    MemorySegment page = values;
    long stride = strideBytes;
    int width = tile.valueWidth();
    int s0 = query * width + i;
    int s1 = s0 + width;
    int s2 = s1 + width;
    int s3 = s2 + width;
    int w = query * POSITIONS;
    FloatVector sum00 = load(sums, s0);
    FloatVector sum01 = load(sums, s0 + LANES);
    FloatVector sum10 = load(sums, s1);
    FloatVector sum11 = load(sums, s1 + LANES);
    FloatVector sum20 = load(sums, s2);
    FloatVector sum21 = load(sums, s2 + LANES);
    FloatVector sum30 = load(sums, s3);
    FloatVector sum31 = load(sums, s3 + LANES);
    long at = offset + from * stride + (long) Float.BYTES * i;
    for (int p = w + from; p < w + to; p++) {
      FloatVector value0 = f32(page, at);
      FloatVector value1 = f32(page, at + (long) Float.BYTES * LANES);
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[p]);
      sum00 = weight.fma(value0, sum00);
      sum01 = weight.fma(value1, sum01);
      weight = FloatVector.broadcast(FLOATS, weights[p + POSITIONS]);
      sum10 = weight.fma(value0, sum10);
      sum11 = weight.fma(value1, sum11);
      weight = FloatVector.broadcast(FLOATS, weights[p + 2 * POSITIONS]);
      sum20 = weight.fma(value0, sum20);
      sum21 = weight.fma(value1, sum21);
      weight = FloatVector.broadcast(FLOATS, weights[p + 3 * POSITIONS]);
      sum30 = weight.fma(value0, sum30);
      sum31 = weight.fma(value1, sum31);
      at += stride;
    }
    sum00.intoArray(sums, s0);
    sum01.intoArray(sums, s0 + LANES);
    sum10.intoArray(sums, s1);
    sum11.intoArray(sums, s1 + LANES);
    sum20.intoArray(sums, s2);
    sum21.intoArray(sums, s2 + LANES);
    sum30.intoArray(sums, s3);
    sum31.intoArray(sums, s3 + LANES);
  }

  /// Adds positions `from` to `to - 1`, if there are any, to a query's elements from `first` on.
  private void addOne(int query, int first, int from, int to) {
    if (from < to) {
      int width = tile.valueWidth();
      int i = first;
      for (; i <= width - STEP; i += STEP) {
        addTwoVectors(query, i, from, to);
      }
      for (; i <= width - LANES; i += LANES) {
        addVector(query, i, from, to);
      }
      for (; i < width; i++) {
        addElement(query, i, from, to);
      }
    }
  }

  private void addTwoVectors(int query, int i, int from, int to) {
    float[] sums = tile.sums;
    int s = query * tile.valueWidth() + i;
    FloatVector sum0 = load(sums, s);
    FloatVector sum1 = load(sums, s + LANES);
    long at = offset + from * strideBytes + (long) Float.BYTES * i;
    for (int p = from; p < to; p++) {
      FloatVector weight = FloatVector.broadcast(FLOATS, tile.scores[query * POSITIONS + p]);
      sum0 = weight.fma(f32(values, at), sum0);
      sum1 = weight.fma(f32(values, at + (long) Float.BYTES * LANES), sum1);
      at += strideBytes;
    }
    sum0.intoArray(sums, s);
    sum1.intoArray(sums, s + LANES);
  }

  private void addVector(int query, int i, int from, int to) {
    int s = query * tile.valueWidth() + i;
    FloatVector sum = load(tile.sums, s);
    long at = offset + from * strideBytes + (long) Float.BYTES * i;
    for (int p = from; p < to; p++) {
      FloatVector weight = FloatVector.broadcast(FLOATS, tile.scores[query * POSITIONS + p]);
      sum = weight.fma(f32(values, at), sum);
      at += strideBytes;
    }
    sum.intoArray(tile.sums, s);
  }

  private void addElement(int query, int i, int from, int to) {
    int s = query * tile.valueWidth() + i;
    float sum = tile.sums[s];
    long at = offset + from * strideBytes + (long) Float.BYTES * i;
    for (int p = from; p < to; p++) {
      sum = Math.fma(tile.scores[query * POSITIONS + p], values.get(Lanes.FLOAT, at), sum);
      at += strideBytes;
    }
    tile.sums[s] = sum;
  }
}
