package assay.engine.kernels;

import static assay.engine.kernels.AttentionTile.POSITIONS;
import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.f32;
import static assay.engine.kernels.Lanes.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The part of [VectorKernels] that compares queries with the pages of a cache.
///
/// As keys lie transposed, lanes are positions: a score is a sum of its own, element by element,
/// with no lanes to fold. Four queries share each load of a key. A query's numbers are the same
/// bits alone and among others, as each is computed by the same steps.
final class VectorScores {
  private static final int QUERIES = 4;
  private static final int STEP = 2 * LANES; // positions or elements at once

  private VectorScores() {}

  static void scores(AttentionTile tile, MemorySegment keys, long offset) {
    int query = tile.first();
    for (; query <= tile.end() - QUERIES; query += QUERIES) {
      int end = tile.endSeen(query, query + QUERIES);
      for (int p = start(tile.firstSeen(query, query + QUERIES)); p < end; p += STEP) {
        fourQueries(tile, query, keys, offset, p);
      }
    }
    for (; query < tile.end(); query++) {
      for (int p = start(tile.firstSeen(query, query + 1)); p < tile.to[query]; p += STEP) {
        oneQuery(tile, query, keys, offset, p);
      }
    }
  }

  private static int start(int position) {
    return position & -STEP;
  }

  private static void fourQueries(
      AttentionTile tile, int query, MemorySegment keys, long offset, int p) {
    float[] q = tile.queries;
    int width = tile.queryWidth();
    int q0 = query * width;
    int q1 = q0 + width;
    int q2 = q1 + width;
    int q3 = q2 + width;
    FloatVector sum00 = FloatVector.zero(FLOATS);
    FloatVector sum01 = FloatVector.zero(FLOATS);
    FloatVector sum10 = FloatVector.zero(FLOATS);
    FloatVector sum11 = FloatVector.zero(FLOATS);
    FloatVector sum20 = FloatVector.zero(FLOATS);
    FloatVector sum21 = FloatVector.zero(FLOATS);
    FloatVector sum30 = FloatVector.zero(FLOATS);
    FloatVector sum31 = FloatVector.zero(FLOATS);
    long at = offset + (long) Float.BYTES * p;
    for (int i = 0; i < width; i++) {
      FloatVector key0 = f32(keys, at);
      FloatVector key1 = f32(keys, at + (long) Float.BYTES * LANES);
      FloatVector element = FloatVector.broadcast(FLOATS, q[q0 + i]);
      sum00 = element.fma(key0, sum00);
      sum01 = element.fma(key1, sum01);
      element = FloatVector.broadcast(FLOATS, q[q1 + i]);
      sum10 = element.fma(key0, sum10);
      sum11 = element.fma(key1, sum11);
      element = FloatVector.broadcast(FLOATS, q[q2 + i]);
      sum20 = element.fma(key0, sum20);
      sum21 = element.fma(key1, sum21);
      element = FloatVector.broadcast(FLOATS, q[q3 + i]);
      sum30 = element.fma(key0, sum30);
      sum31 = element.fma(key1, sum31);
      at += (long) Float.BYTES * POSITIONS;
    }
    int out = query * POSITIONS + p;
    store(tile, out, sum00, sum01);
    store(tile, out + POSITIONS, sum10, sum11);
    store(tile, out + 2 * POSITIONS, sum20, sum21);
    store(tile, out + 3 * POSITIONS, sum30, sum31);
  }

  private static void oneQuery(
      AttentionTile tile, int query, MemorySegment keys, long offset, int p) {
    float[] q = tile.queries;
    int width = tile.queryWidth();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    long at = offset + (long) Float.BYTES * p;
    for (int i = query * width; i < (query + 1) * width; i++) {
      FloatVector element = FloatVector.broadcast(FLOATS, q[i]);
      sum0 = element.fma(f32(keys, at), sum0);
      sum1 = element.fma(f32(keys, at + (long) Float.BYTES * LANES), sum1);
      at += (long) Float.BYTES * POSITIONS;
    }
    store(tile, query * POSITIONS + p, sum0, sum1);
  }

  private static void store(AttentionTile tile, int out, FloatVector first, FloatVector second) {
    first.mul(tile.scale).intoArray(tile.scores, out);
    second.mul(tile.scale).intoArray(tile.scores, out + LANES);
  }

  static void fold(AttentionTile tile, float[] lanes) {
    for (int query = tile.first(); query < tile.end(); query++) {
      if (tile.sees(query)) {
        fold(tile, query, lanes);
      } else {
        hide(tile, query, 0, POSITIONS, 0);
      }
    }
  }

  private static void fold(AttentionTile tile, int query, float[] lanes) {
    hide(tile, query, 0, tile.from[query], Float.NEGATIVE_INFINITY);
    hide(tile, query, tile.to[query], POSITIONS, Float.NEGATIVE_INFINITY);
    float[] scores = tile.scores;
    int first = query * POSITIONS;
    FloatVector maxima = load(scores, first);
    for (int p = LANES; p < POSITIONS; p += LANES) {
      maxima = maxima.max(load(scores, first + p));
    }
    float before = tile.largest[query];
    float largest = Math.max(before, maxima.reduceLanes(VectorOperators.MAX));
    for (int p = first; p < first + POSITIONS; p += LANES) {
      VectorKernels.exp(load(scores, p).sub(largest)).intoArray(scores, p);
    }
    hide(tile, query, 0, tile.from[query], 0);
    hide(tile, query, tile.to[query], POSITIONS, 0);
    FloatVector sums = load(scores, first);
    for (int p = LANES; p < POSITIONS; p += LANES) {
      sums = sums.add(load(scores, first + p));
    }
    float factor = Exponential.of(before - largest);
    tile.mass[query] = tile.mass[query] * factor + Lanes.fold(sums, lanes);
    tile.largest[query] = largest;
    if (factor != 1) {
      rescale(tile, query, factor);
    }
  }

  private static void hide(AttentionTile tile, int query, int from, int to, float value) {
    for (int p = from; p < to; p++) {
      tile.scores[query * POSITIONS + p] = value;
    }
  }

  private static void rescale(AttentionTile tile, int query, float factor) {
    float[] sums = tile.sums;
    int end = (query + 1) * tile.valueWidth();
    int i = query * tile.valueWidth();
    for (; i <= end - LANES; i += LANES) {
      load(sums, i).mul(factor).intoArray(sums, i);
    }
    for (; i < end; i++) {
      sums[i] *= factor;
    }
  }
}
