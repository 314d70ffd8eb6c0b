package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// The arithmetic that a transformer spends its time in, for one thread at a time; [#fresh] makes
/// one for another.
///
/// Arrays are row-major, slowest dimension first; the vectors of a [Batch] lie at equal distances.
/// Arguments that are written must not overlap those that are read, except where a method says
/// otherwise. Sizes may be 0. Indexes outside an array throw [IndexOutOfBoundsException].
///
/// **Exactness.** Of [Accuracy.Exact] implementations weights are expanded to F32 exactly and
/// everything is accumulated in F32, so that two of them differ only by the order of sums and by
/// the last bits of `exp`: a sum of `n` products agrees within `n * 2^-24 * (sum of their absolute
/// values)`, `exp` within 4e-7 relative or 2e-38 absolute. [Accuracy.Bounded] ones may round the
/// vectors that are multiplied with weights too; by how much, they say.
///
/// **Repeatability.** Each output element is computed in an order that depends on nothing but the
/// length of its own sum. It is the same bits for every batch size, every split of rows over
/// threads, and in interpreted and compiled code.
public sealed interface Kernels permits ScalarKernels, VectorKernels, MachineKernels {
  /// Returns the name for manifests, such as `scalar` or `vector-256`.
  String name();

  /// Returns the same arithmetic with scratch memory of its own, for another thread.
  Kernels fresh();

  /// Returns how far results of [#matmul] may be from the exact ones.
  Accuracy accuracy();

  /// Multiplies a batch by some rows of a weight matrix: `out[t, r] = sum over c of weights[r, c] *
  /// x[t, c]` for `rowFrom <= r < rowTo`. Other elements of `out` are left alone. Each weight is
  /// read from memory once per call.
  ///
  /// @param x `[tokens, weights.columns]`, the same numbers until [#forgetInputs]
  /// @param out `[tokens, weights.rows]`
  void matmul(Operand weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out);

  /// Says that vectors which have been multiplied may have changed. Until then an implementation
  /// may keep what it has made of them, so that it is made once however many pieces the rows of one
  /// or several matrices come in.
  default void forgetInputs() {}

  /// Brings a weight matrix into the form in which this implementation multiplies it fastest: the
  /// matrix itself, or a copy in the memory given.
  ///
  /// @param memory that lives as long as the result is used, aligned to 64 bytes
  default Operand pack(Matrix weights, SegmentAllocator memory) {
    return weights;
  }

  /// Copies a row of a weight matrix, expanded to F32 exactly, to `out` from `outOffset` on.
  void expandRow(Matrix weights, int row, float[] out, int outOffset);

  /// Normalises a vector by its root mean square: `out[i] = x[i] / sqrt(mean(x^2) + epsilon) *
  /// gain[i]`. Both vectors have `gain.length` elements from `offset` on; they may be the same.
  ///
  /// Source: Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019.
  void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out);

  /// Normalises a vector by its mean and deviation: `out[i] = (x[i] - mean) / sqrt(variance +
  /// epsilon) * gain[i] + bias[i]`. All vectors have `gain.length` elements, `x` and `out` from
  /// `offset` on; they may be the same.
  ///
  /// Source: Ba, Kiros and Hinton, "Layer Normalization", 2016.
  void layerNorm(float[] x, int offset, float[] gain, float[] bias, float epsilon, float[] out);

  /// Compares the queries of a tile with the keys of a page: `scores[q, p] = scale * (sum over i of
  /// queries[q, i] * keys[i, p])`, from the first `i` to the last, at least for the positions that
  /// `q` sees.
  ///
  /// @param keys native memory, where the page's keys are F32 `[queryWidth, POSITIONS]`
  /// @param offset of the first key
  void scores(AttentionTile tile, MemorySegment keys, long offset);

  /// Replaces a tile's scores by weights: `exp(score - largest)` where a query sees the position, 0
  /// elsewhere, and brings sum of weights and weighted sum to the same largest score.
  void fold(AttentionTile tile);

  /// Adds to each query of a tile its weighted values: `sums[q, i] += weights[q, p] * values[p, i]`
  /// for the positions `p` that `q` sees, from the first to the last.
  ///
  /// @param values native memory, where the page's values are F32
  /// @param offset of the first value
  /// @param stride elements from one position's value to the next
  void addValues(AttentionTile tile, MemorySegment values, long offset, int stride);

  /// Adds a multiple of a vector: `out[outOffset + i] += factor * x[offset + i]` for `i < length`.
  void addScaled(float factor, float[] x, int offset, int length, float[] out, int outOffset);

  /// Widens finite binary16 numbers exactly.
  ///
  /// @param data where `count` numbers lie from `offset` on, two-byte aligned
  /// @param count how many numbers
  /// @param out F32 from offset 0 on
  void expandHalves(MemorySegment data, long offset, int count, MemorySegment out);

  /// Widens the first rows of scaled bytes: each number is the product of scale and byte, which F32
  /// holds exactly.
  ///
  /// @param rows how many
  /// @param out F32 `[rows, columns]` from offset 0 on
  void expandBytes(MemorySegment data, BytePlane plane, int rows, MemorySegment out);

  /// Gates a hidden layer: `gate[i] = gate[i] / (1 + exp(-gate[i])) * up[i]` for `from <= i < to`.
  ///
  /// Source: Shazeer, "GLU Variants Improve Transformer", 2020 (SwiGLU).
  void swiGlu(float[] gate, float[] up, int from, int to);

  /// Replaces elements by `x[i] / (1 + exp(-x[i]))` for `from <= i < to`.
  void silu(float[] x, int from, int to);

  /// Replaces elements by `x[i] / 2 * (1 + erf(x[i] / sqrt(2)))` for `from <= i < to`, within 1e-6
  /// of the larger of 1 and the element.
  ///
  /// Source: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016.
  void gelu(float[] x, int from, int to);

  /// Replaces elements by `x[i] / 2 * (1 + tanh(sqrt(2 / pi) * (x[i] + 0.044715 * x[i]^3)))` for
  /// `from <= i < to`, within 1e-6 of the larger of 1 and the element.
  ///
  /// Source: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, section 2.
  void geluTanh(float[] x, int from, int to);

  /// Multiplies elements: `x[i] = x[i] * factors[i]` for `from <= i < to`.
  void multiply(float[] x, float[] factors, int from, int to);

  /// Bounds elements smoothly: `x[i] = cap * tanh(x[i] / cap)` for `from <= i < to`, within 4e-7 of
  /// `cap`.
  void softCap(float[] x, int from, int to, float cap);
}
