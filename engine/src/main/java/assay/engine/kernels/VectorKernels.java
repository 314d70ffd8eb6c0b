package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels] on the machine's preferred vector width.
///
/// **Order of sums.** A dot product is summed in blocks of [#BLOCK] columns. Within a block,
/// vectors in even groups of [#GROUP] columns are accumulated in one register and those in odd
/// groups in another (two hide the latency of the multiply-add in decode, where a row has to stay
/// one stream for the prefetcher); both are added, the lanes are folded by [#fold], the columns
/// behind the last full vector follow one by one. Decode, which expands weights on the way, and
/// prefill, which expands a panel of rows once for all tokens, keep to this same order, so that
/// their results are the same bits. `reduceLanes(ADD)` is not used: its order differs between
/// interpreted and compiled code.
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final int LANES = FLOATS.length();
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * Short.SIZE));
  // As many bytes as lanes, but at least eight: there is no smaller byte vector.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(8, LANES) * Byte.SIZE));

  /// Columns after which a sum is folded: four tokens and three rows of this many fit a first-level
  /// cache of 32 KiB.
  private static final int BLOCK = 1024;

  /// Columns that go to one accumulator before the other has its turn: a Q8_0 block, and whole
  /// cache lines in each type.
  private static final int GROUP = 32;

  /// Rows expanded at once in prefill: a block of them fits the second-level cache.
  private static final int PANEL_ROWS = 30;

  /// Tokens that a panel is multiplied with before it goes on to its next block.
  private static final int PANEL_TOKENS = 48;

  private static final int TILE_ROWS = 3;
  private static final int TILE_TOKENS = 4;
  private static final int TILE = TILE_ROWS * TILE_TOKENS;
  private static final int Q8_BYTES = DType.Q8_0.blockBytes();

  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE);

  /// Returns whether the preferred width is one that this class is made for.
  static boolean runsHere() {
    int bits = FLOATS.vectorBitSize();
    return bits == 128 || bits == 256 || bits == 512;
  }

  @Override
  public String name() {
    return "vector-" + FLOATS.vectorBitSize();
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public void matmul(Matrix weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    if (tokens < TILE_TOKENS) {
      matmulByRow(weights, rowFrom, rowTo, x, tokens, out);
    } else {
      Panel panel = new Panel(weights, x, tokens, out);
      for (int row = rowFrom; row < rowTo; row += PANEL_ROWS) {
        panel.multiply(row, Math.min(PANEL_ROWS, rowTo - row));
      }
    }
  }

  private static void matmulByRow(
      Matrix weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    float[] scratch = new float[BLOCK + LANES];
    int columns = weights.columns();
    for (int row = rowFrom; row < rowTo; row++) {
      for (int token = 0; token < tokens; token++) {
        float sum = 0;
        for (int column = 0; column < columns; column += BLOCK) {
          int length = Math.min(BLOCK, columns - column);
          long offset = weights.offsetBytes(row, column);
          sum += dot(weights, offset, x.data, x.start(token) + column, length, scratch);
        }
        out.data[out.start(token) + row] = sum;
      }
    }
  }

  /// @param scratch `[BLOCK + LANES]`
  private static float dot(
      Matrix weights, long offset, float[] x, int xOffset, int length, float[] scratch) {
    MemorySegment data = weights.data();
    return switch (weights.dtype()) {
      case F32 -> dotF32(data, offset, x, xOffset, length, scratch);
      case BF16 -> dotBf16(data, offset, x, xOffset, length, scratch);
      case Q8_0 -> dotQ8(data, offset, x, xOffset, length, scratch);
      case F16 -> {
        expandF16(data, offset, scratch, LANES, length);
        yield dotArrays(scratch, LANES, x, xOffset, length, scratch);
      }
      case F8_E4M3 -> {
        // An element takes a byte: the offset is the index.
        int row = Math.toIntExact(offset / weights.columns());
        int column = Math.toIntExact(offset % weights.columns());
        Float8.expand(weights, row, column, length, scratch, LANES);
        yield dotArrays(scratch, LANES, x, xOffset, length, scratch);
      }
    };
  }

  private static float dotF32(
      MemorySegment data, long offset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - 2 * GROUP; i += 2 * GROUP) {
      for (int j = 0; j < GROUP; j += LANES) {
        even = f32(data, offset + 4L * (i + j)).fma(load(x, xOffset + i + j), even);
      }
      for (int j = GROUP; j < 2 * GROUP; j += LANES) {
        odd = f32(data, offset + 4L * (i + j)).fma(load(x, xOffset + i + j), odd);
      }
    }
    for (; i <= length - LANES && i % (2 * GROUP) < GROUP; i += LANES) {
      even = f32(data, offset + 4L * i).fma(load(x, xOffset + i), even);
    }
    for (; i <= length - LANES; i += LANES) {
      odd = f32(data, offset + 4L * i).fma(load(x, xOffset + i), odd);
    }
    float sum = fold(even.add(odd), lanes);
    for (; i < length; i++) {
      sum = Math.fma(data.get(FLOAT, offset + 4L * i), x[xOffset + i], sum);
    }
    return sum;
  }

  private static float dotBf16(
      MemorySegment data, long offset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - 2 * GROUP; i += 2 * GROUP) {
      for (int j = 0; j < GROUP; j += LANES) {
        even = bf16(data, offset + 2L * (i + j)).fma(load(x, xOffset + i + j), even);
      }
      for (int j = GROUP; j < 2 * GROUP; j += LANES) {
        odd = bf16(data, offset + 2L * (i + j)).fma(load(x, xOffset + i + j), odd);
      }
    }
    for (; i <= length - LANES && i % (2 * GROUP) < GROUP; i += LANES) {
      even = bf16(data, offset + 2L * i).fma(load(x, xOffset + i), even);
    }
    for (; i <= length - LANES; i += LANES) {
      odd = bf16(data, offset + 2L * i).fma(load(x, xOffset + i), odd);
    }
    float sum = fold(even.add(odd), lanes);
    for (; i < length; i++) {
      float weight = Float.intBitsToFloat(data.get(SHORT, offset + 2L * i) << 16);
      sum = Math.fma(weight, x[xOffset + i], sum);
    }
    return sum;
  }

  private static float dotQ8(
      MemorySegment data, long offset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    long block = offset;
    int i = xOffset;
    while (i <= xOffset + length - 2 * GROUP) {
      FloatVector scale = q8Scale(data, block);
      for (int j = 0; j < GROUP; j += LANES) {
        even = q8(data, block, j).mul(scale).fma(load(x, i + j), even);
      }
      scale = q8Scale(data, block + Q8_BYTES);
      for (int j = 0; j < GROUP; j += LANES) {
        odd = q8(data, block + Q8_BYTES, j).mul(scale).fma(load(x, i + GROUP + j), odd);
      }
      i += 2 * GROUP;
      block += 2L * Q8_BYTES;
    }
    if (i < xOffset + length) {
      FloatVector scale = q8Scale(data, block);
      for (int j = 0; j < GROUP; j += LANES) {
        even = q8(data, block, j).mul(scale).fma(load(x, i + j), even);
      }
    }
    return fold(even.add(odd), lanes);
  }

  private static float dotArrays(
      float[] w, int wOffset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - 2 * GROUP; i += 2 * GROUP) {
      for (int j = 0; j < GROUP; j += LANES) {
        even = load(w, wOffset + i + j).fma(load(x, xOffset + i + j), even);
      }
      for (int j = GROUP; j < 2 * GROUP; j += LANES) {
        odd = load(w, wOffset + i + j).fma(load(x, xOffset + i + j), odd);
      }
    }
    for (; i <= length - LANES && i % (2 * GROUP) < GROUP; i += LANES) {
      even = load(w, wOffset + i).fma(load(x, xOffset + i), even);
    }
    for (; i <= length - LANES; i += LANES) {
      odd = load(w, wOffset + i).fma(load(x, xOffset + i), odd);
    }
    float sum = fold(even.add(odd), lanes);
    for (; i < length; i++) {
      sum = Math.fma(w[wOffset + i], x[xOffset + i], sum);
    }
    return sum;
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(FLOATS, array, offset);
  }

  private static FloatVector f32(MemorySegment data, long offset) {
    return FloatVector.fromMemorySegment(FLOATS, data, offset, LITTLE);
  }

  private static FloatVector bf16(MemorySegment data, long offset) {
    return ((IntVector)
            ShortVector.fromMemorySegment(SHORTS, data, offset, LITTLE)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
        .lanewise(VectorOperators.LSHL, 16)
        .reinterpretAsFloats();
  }

  private static FloatVector q8Scale(MemorySegment data, long block) {
    return FloatVector.broadcast(FLOATS, Float.float16ToFloat(data.get(SHORT, block)));
  }

  /// Returns the bytes of a block from index `i` on, as numbers without their scale.
  private static FloatVector q8(MemorySegment data, long block, int i) {
    // Four lanes take half of the smallest byte vector.
    int first = LANES == 4 ? i & ~7 : i;
    int part = LANES == 4 ? (i >> 2) & 1 : 0;
    return (FloatVector)
        ByteVector.fromMemorySegment(BYTES, data, block + Short.BYTES + first, LITTLE)
            .convertShape(VectorOperators.B2F, FLOATS, part);
  }

  /// Returns the sum of all lanes, neighbours first.
  ///
  /// @param lanes overwritten from index 0
  private static float fold(FloatVector sums, float[] lanes) {
    sums.intoArray(lanes, 0);
    return fold(lanes, 0);
  }

  private static float fold(float[] lanes, int offset) {
    float sum = foldFour(lanes, offset);
    if (LANES >= 8) {
      sum += foldFour(lanes, offset + 4);
    }
    if (LANES == 16) {
      sum += foldFour(lanes, offset + 8) + foldFour(lanes, offset + 12);
    }
    return sum;
  }

  private static float foldFour(float[] lanes, int offset) {
    return (lanes[offset] + lanes[offset + 1]) + (lanes[offset + 2] + lanes[offset + 3]);
  }

  /// Some rows of a matrix, expanded to F32, and the batch that they are multiplied with.
  private static final class Panel {
    private final Matrix source;
    private final Batch input; // [tokens, columns]
    private final float[] x; // those of the input
    private final int tokens;
    private final Batch out; // [tokens, source.rows]
    private final int columns;
    private final float[] weights; // [PANEL_ROWS, columns]
    private final float[] lanes = new float[2 * TILE * LANES];
    private final float[] sums = new float[TILE];
    // A stride that the compiler takes for a variable: it unrolls loops with a constant one, and
    // then runs out of registers for the accumulators, which costs half of the speed.
    private final int step = LANES;

    Panel(Matrix source, Batch input, int tokens, Batch out) {
      this.source = source;
      this.input = input;
      x = input.data;
      this.tokens = tokens;
      this.out = out;
      columns = source.columns();
      weights = new float[PANEL_ROWS * columns];
    }

    void multiply(int firstRow, int rows) {
      for (int row = 0; row < rows; row++) {
        expand(source, firstRow + row, weights, row * columns);
      }
      for (int token = 0; token < tokens; token += PANEL_TOKENS) {
        int tokenEnd = Math.min(tokens, token + PANEL_TOKENS);
        clear(firstRow, rows, token, tokenEnd);
        for (int column = 0; column < columns; column += BLOCK) {
          int length = Math.min(BLOCK, columns - column);
          multiplyBlock(firstRow, rows, token, tokenEnd, column, length);
        }
      }
    }

    private void clear(int firstRow, int rows, int token, int tokenEnd) {
      for (int t = token; t < tokenEnd; t++) {
        int start = out.start(t) + firstRow;
        Arrays.fill(out.data, start, start + rows, 0);
      }
    }

    private void multiplyBlock(
        int firstRow, int rows, int token, int tokenEnd, int column, int length) {
      int tileEnd = token + (tokenEnd - token) / TILE_TOKENS * TILE_TOKENS;
      int rowEnd = rows / TILE_ROWS * TILE_ROWS;
      for (int t = token; t < tileEnd; t += TILE_TOKENS) {
        for (int row = 0; row < rowEnd; row += TILE_ROWS) {
          addTile(firstRow, row, t, column, length);
        }
        for (int row = rowEnd; row < rows; row++) {
          for (int i = 0; i < TILE_TOKENS; i++) {
            addSingle(firstRow, row, t + i, column, length);
          }
        }
      }
      for (int t = tileEnd; t < tokenEnd; t++) {
        for (int row = 0; row < rows; row++) {
          addSingle(firstRow, row, t, column, length);
        }
      }
    }

    private void addSingle(int firstRow, int row, int token, int column, int length) {
      out.data[out.start(token) + firstRow + row] +=
          dotArrays(weights, row * columns + column, x, input.start(token) + column, length, lanes);
    }

    /// Adds the products of three rows and four tokens over a block of columns.
    private void addTile(int firstRow, int row, int token, int column, int length) {
      int w = row * columns + column;
      int v = input.start(token) + column;
      int evenColumns = length / (2 * GROUP) * GROUP + Math.min(GROUP, length % (2 * GROUP));
      tile(w, v, evenColumns, 0);
      tile(w + GROUP, v + GROUP, length - evenColumns, TILE * LANES);
      for (int i = 0; i < TILE * LANES; i += LANES) {
        load(lanes, i).add(load(lanes, i + TILE * LANES)).intoArray(lanes, i);
      }
      for (int i = 0; i < TILE; i++) {
        sums[i] = fold(lanes, i * LANES);
      }
      if (length % LANES != 0) {
        addRest(w, v, length);
      }
      for (int i = 0; i < TILE; i++) {
        int t = token + i % TILE_TOKENS;
        out.data[out.start(t) + firstRow + row + i / TILE_TOKENS] += sums[i];
      }
    }

    /// Adds the columns behind the last full vector to a tile's sums.
    private void addRest(int w, int v, int length) {
      for (int i = 0; i < TILE; i++) {
        int a = w + i / TILE_TOKENS * columns;
        int b = v + i % TILE_TOKENS * input.stride;
        for (int c = length - length % LANES; c < length; c++) {
          sums[i] = Math.fma(weights[a + c], x[b + c], sums[i]);
        }
      }
    }

    /// Sums three rows times four tokens over `count` columns in every second group. Twelve
    /// accumulators, three weights and an input fill the sixteen registers of AVX2.
    private void tile(int w, int v, int count, int result) {
      float[] a = weights;
      float[] b = x;
      int w1 = w + columns;
      int w2 = w1 + columns;
      int v1 = v + input.stride;
      int v2 = v1 + input.stride;
      int v3 = v2 + input.stride;
      FloatVector sum00 = FloatVector.zero(FLOATS);
      FloatVector sum01 = FloatVector.zero(FLOATS);
      FloatVector sum02 = FloatVector.zero(FLOATS);
      FloatVector sum03 = FloatVector.zero(FLOATS);
      FloatVector sum10 = FloatVector.zero(FLOATS);
      FloatVector sum11 = FloatVector.zero(FLOATS);
      FloatVector sum12 = FloatVector.zero(FLOATS);
      FloatVector sum13 = FloatVector.zero(FLOATS);
      FloatVector sum20 = FloatVector.zero(FLOATS);
      FloatVector sum21 = FloatVector.zero(FLOATS);
      FloatVector sum22 = FloatVector.zero(FLOATS);
      FloatVector sum23 = FloatVector.zero(FLOATS);
      for (int c = 0; c <= count - LANES; c += step) {
        int i = c + (c & -GROUP); // skips every second group
        FloatVector weight0 = load(a, w + i);
        FloatVector weight1 = load(a, w1 + i);
        FloatVector weight2 = load(a, w2 + i);
        FloatVector input = load(b, v + i);
        sum00 = weight0.fma(input, sum00);
        sum10 = weight1.fma(input, sum10);
        sum20 = weight2.fma(input, sum20);
        input = load(b, v1 + i);
        sum01 = weight0.fma(input, sum01);
        sum11 = weight1.fma(input, sum11);
        sum21 = weight2.fma(input, sum21);
        input = load(b, v2 + i);
        sum02 = weight0.fma(input, sum02);
        sum12 = weight1.fma(input, sum12);
        sum22 = weight2.fma(input, sum22);
        input = load(b, v3 + i);
        sum03 = weight0.fma(input, sum03);
        sum13 = weight1.fma(input, sum13);
        sum23 = weight2.fma(input, sum23);
      }
      sum00.intoArray(lanes, result);
      sum01.intoArray(lanes, result + LANES);
      sum02.intoArray(lanes, result + 2 * LANES);
      sum03.intoArray(lanes, result + 3 * LANES);
      sum10.intoArray(lanes, result + 4 * LANES);
      sum11.intoArray(lanes, result + 5 * LANES);
      sum12.intoArray(lanes, result + 6 * LANES);
      sum13.intoArray(lanes, result + 7 * LANES);
      sum20.intoArray(lanes, result + 8 * LANES);
      sum21.intoArray(lanes, result + 9 * LANES);
      sum22.intoArray(lanes, result + 10 * LANES);
      sum23.intoArray(lanes, result + 11 * LANES);
    }
  }

  @Override
  public void expandRow(Matrix weights, int row, float[] out, int outOffset) {
    expand(weights, row, out, outOffset);
  }

  private static void expand(Matrix weights, int row, float[] out, int outOffset) {
    MemorySegment data = weights.data();
    long offset = weights.offsetBytes(row, 0);
    int length = weights.columns();
    switch (weights.dtype()) {
      case F32 -> MemorySegment.copy(data, FLOAT, offset, out, outOffset, length);
      case F16 -> expandF16(data, offset, out, outOffset, length);
      case BF16 -> expandBf16(data, offset, out, outOffset, length);
      case Q8_0 -> expandQ8(data, offset, out, outOffset, length);
      case F8_E4M3 -> Float8.expand(weights, row, 0, length, out, outOffset);
    }
  }

  /// Left to the compiler, which knows the machine's own conversion; the Vector API has none.
  private static void expandF16(
      MemorySegment data, long offset, float[] out, int outOffset, int length) {
    for (int i = 0; i < length; i++) {
      out[outOffset + i] = Float.float16ToFloat(data.get(SHORT, offset + 2L * i));
    }
  }

  private static void expandBf16(
      MemorySegment data, long offset, float[] out, int outOffset, int length) {
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      bf16(data, offset + 2L * i).intoArray(out, outOffset + i);
    }
    for (; i < length; i++) {
      out[outOffset + i] = Float.intBitsToFloat(data.get(SHORT, offset + 2L * i) << 16);
    }
  }

  private static void expandQ8(
      MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += GROUP) {
      FloatVector scale = q8Scale(data, block);
      for (int j = 0; j < GROUP; j += LANES) {
        q8(data, block, j).mul(scale).intoArray(out, i + j);
      }
      block += Short.BYTES + GROUP;
    }
  }

  @Override
  public void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out) {
    float[] lanes = new float[LANES];
    float meanSquare = dotArrays(x, offset, x, offset, gain.length, lanes) / gain.length;
    float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
    int i = 0;
    for (; i <= gain.length - LANES; i += LANES) {
      load(x, offset + i).mul(scale).mul(load(gain, i)).intoArray(out, offset + i);
    }
    for (; i < gain.length; i++) {
      out[offset + i] = x[offset + i] * scale * gain[i];
    }
  }

  @Override
  public void softmax(float[] x, int length) {
    float largest = Float.NEGATIVE_INFINITY;
    int i = 0;
    FloatVector maxima = FloatVector.broadcast(FLOATS, largest);
    for (; i <= length - LANES; i += LANES) {
      maxima = maxima.max(load(x, i));
    }
    largest = maxima.reduceLanes(VectorOperators.MAX);
    for (; i < length; i++) {
      largest = Math.max(largest, x[i]);
    }
    float scale = 1 / expAll(x, length, largest);
    i = 0;
    for (; i <= length - LANES; i += LANES) {
      load(x, i).mul(scale).intoArray(x, i);
    }
    for (; i < length; i++) {
      x[i] *= scale;
    }
  }

  /// Replaces each element by `exp(x[i] - largest)` and returns their sum.
  private static float expAll(float[] x, int length, float largest) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector e = exp(load(x, i).sub(largest));
      e.intoArray(x, i);
      sums = sums.add(e);
    }
    float sum = fold(sums, new float[LANES]);
    for (; i < length; i++) {
      x[i] = exp(x[i] - largest);
      sum += x[i];
    }
    return sum;
  }

  @Override
  public void scores(float[] query, int queryOffset, Rows keys, float scale, float[] scores) {
    float[] lanes = new float[4 * LANES];
    int r = 0;
    for (; r <= keys.count - 4; r += 4) {
      fourScores(query, queryOffset, keys, r, lanes);
      for (int i = 0; i < 4; i++) {
        float sum = fold(lanes, i * LANES);
        scores[r + i] = scale * withRest(sum, query, queryOffset, keys, r + i);
      }
    }
    for (; r < keys.count; r++) {
      int start = keys.start(r);
      FloatVector sums = FloatVector.zero(FLOATS);
      for (int i = 0; i <= keys.width - LANES; i += LANES) {
        sums = load(query, queryOffset + i).fma(load(keys.data, start + i), sums);
      }
      scores[r] = scale * withRest(fold(sums, lanes), query, queryOffset, keys, r);
    }
  }

  /// Four keys at once share the loads of the query and hide the latency of the multiply-add.
  private static void fourScores(
      float[] query, int queryOffset, Rows keys, int row, float[] lanes) {
    float[] data = keys.data;
    int start0 = keys.start(row);
    int start1 = keys.start(row + 1);
    int start2 = keys.start(row + 2);
    int start3 = keys.start(row + 3);
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    FloatVector sum2 = FloatVector.zero(FLOATS);
    FloatVector sum3 = FloatVector.zero(FLOATS);
    for (int i = 0; i <= keys.width - LANES; i += LANES) {
      FloatVector q = load(query, queryOffset + i);
      sum0 = q.fma(load(data, start0 + i), sum0);
      sum1 = q.fma(load(data, start1 + i), sum1);
      sum2 = q.fma(load(data, start2 + i), sum2);
      sum3 = q.fma(load(data, start3 + i), sum3);
    }
    sum0.intoArray(lanes, 0);
    sum1.intoArray(lanes, LANES);
    sum2.intoArray(lanes, 2 * LANES);
    sum3.intoArray(lanes, 3 * LANES);
  }

  private static float withRest(float sum, float[] query, int queryOffset, Rows keys, int row) {
    float total = sum;
    for (int i = keys.width - keys.width % LANES; i < keys.width; i++) {
      total = Math.fma(query[queryOffset + i], keys.data[keys.start(row) + i], total);
    }
    return total;
  }

  @Override
  public void weightedSum(float[] weights, Rows values, float[] out, int outOffset) {
    int i = 0;
    for (; i <= values.width - 4 * LANES; i += 4 * LANES) {
      sumFourVectors(weights, values, i, out, outOffset);
    }
    for (; i <= values.width - LANES; i += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int r = 0; r < values.count; r++) {
        FloatVector weight = FloatVector.broadcast(FLOATS, weights[r]);
        sum = weight.fma(load(values.data, values.start(r) + i), sum);
      }
      sum.intoArray(out, outOffset + i);
    }
    for (; i < values.width; i++) {
      float sum = 0;
      for (int r = 0; r < values.count; r++) {
        sum = Math.fma(weights[r], values.data[values.start(r) + i], sum);
      }
      out[outOffset + i] = sum;
    }
  }

  /// Four accumulators hide the latency of the multiply-add.
  private static void sumFourVectors(
      float[] weights, Rows values, int column, float[] out, int outOffset) {
    float[] data = values.data;
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    FloatVector sum2 = FloatVector.zero(FLOATS);
    FloatVector sum3 = FloatVector.zero(FLOATS);
    for (int r = 0; r < values.count; r++) {
      int start = values.start(r) + column;
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[r]);
      sum0 = weight.fma(load(data, start), sum0);
      sum1 = weight.fma(load(data, start + LANES), sum1);
      sum2 = weight.fma(load(data, start + 2 * LANES), sum2);
      sum3 = weight.fma(load(data, start + 3 * LANES), sum3);
    }
    sum0.intoArray(out, outOffset + column);
    sum1.intoArray(out, outOffset + column + LANES);
    sum2.intoArray(out, outOffset + column + 2 * LANES);
    sum3.intoArray(out, outOffset + column + 3 * LANES);
  }

  @Override
  public void swiGlu(float[] gate, float[] up, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector g = load(gate, i);
      FloatVector silu = g.div(exp(g.neg()).add(1));
      silu.mul(load(up, i)).intoArray(gate, i);
    }
    for (; i < to; i++) {
      gate[i] = gate[i] / (exp(-gate[i]) + 1) * up[i];
    }
  }

  // exp(x) = 2^n * exp(r) with n = round(x / ln 2), |r| <= ln 2 / 2. ln 2 is split in two so that
  // n * LN2_HIGH is exact (Cody and Waite, "Software Manual for the Elementary Functions", 1980).
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float LN2_HIGH = 355f / 512;
  private static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);
  // Adding and subtracting 1.5 * 2^23 rounds to a whole number.
  private static final float ROUNDER = 12582912f;
  // Results stay normal numbers; beyond, softmax and SiLU are 0 or 1 to F32 anyway.
  private static final float SMALLEST = -87;
  private static final float LARGEST = 88;

  private static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(SMALLEST).min(LARGEST);
    FloatVector n = bounded.mul(LOG2_E).add(ROUNDER).sub(ROUNDER);
    FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), bounded);
    r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(FLOATS, 1f / 5040);
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 720));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 120));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 24));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 6));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.5f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f));
    IntVector exponent = (IntVector) n.convertShape(VectorOperators.F2I, INTS, 0);
    FloatVector power = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    return p.mul(power);
  }

  /// The same steps as in the lanes, so that an element's result does not depend on where a range
  /// was cut.
  private static float exp(float x) {
    float bounded = Math.min(Math.max(x, SMALLEST), LARGEST);
    float n = bounded * LOG2_E + ROUNDER - ROUNDER;
    float r = Math.fma(n, -LN2_HIGH, bounded);
    r = Math.fma(n, -LN2_LOW, r);
    float p = 1f / 5040;
    p = Math.fma(p, r, 1f / 720);
    p = Math.fma(p, r, 1f / 120);
    p = Math.fma(p, r, 1f / 24);
    p = Math.fma(p, r, 1f / 6);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat(((int) n + 127) << 23);
  }
}
