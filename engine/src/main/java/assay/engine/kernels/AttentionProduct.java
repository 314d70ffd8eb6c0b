package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import assay.engine.machine.Mask;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.util.List;
import java.util.stream.Stream;

/// Describes the function that attention's products are made of; [AttentionCall] calls it:
///
///     void product(a, c, b, steps, aStride, bStride, cStride, aOffset, cOffset, ahead, scale,
///         lanes)
///
/// With a few rows of `a` and `c`, `c[r, i] = (c[r, i] + sum over k of a[r, k] * b[k, i]) * scale`,
/// from the first `k` to the last, or without the `c` before. Scores are that with queries and
/// transposed keys, weighted sums with weights and values. Strides are in bytes; `ahead` is read in
/// the pattern of `b` and brought to a cache. Of rows that are no whole vectors, only the elements
/// that have a bit in `lanes` are read and written.
///
/// Every element has a sum of its own, so that its bits do not depend on how many rows there are.
final class AttentionProduct {
  /// The most rows, and vectors of a row: 24 sums, four vectors of `b` and one element of `a`.
  static final int MOST_ROWS = 6;

  static final int MOST_VECTORS = 4;
  private static final int VECTOR = 64;

  private static final Gpr A = Gpr.RDI;
  private static final Gpr C = Gpr.RSI;
  private static final Gpr B = Gpr.RDX;
  private static final Gpr STEPS = Gpr.RCX;
  private static final Gpr A_STRIDE = Gpr.R8;
  private static final Gpr B_STRIDE = Gpr.R9;
  private static final Gpr A_3 = Gpr.R10;
  private static final Gpr AHEAD = Gpr.R11;
  private static final Gpr C_ROW = Gpr.RAX;
  private static final Memory C_STRIDE = Gpr.RSP.at(8);
  private static final Memory A_OFFSET = Gpr.RSP.at(16);
  private static final Memory C_OFFSET = Gpr.RSP.at(24);
  private static final Memory AHEAD_ADDRESS = Gpr.RSP.at(32);
  private static final Memory SCALE = Gpr.RSP.at(40);
  private static final Memory LANE_BITS = Gpr.RSP.at(48);
  private static final Mask LANES = new Mask(1);

  private final Assembler asm = new Assembler();
  private final List<List<Zmm>> sums; // [rows][vectors]
  private final List<Zmm> b; // [vectors]
  private final Zmm element;
  private final Form form;

  /// What a function does with the results there are, and with the ends of rows.
  enum Form {
    /// Whole vectors that begin anew, and are scaled.
    SCORES,
    /// Whole vectors that go on from what `c` holds.
    SUMS,
    /// The same for a part of a vector.
    PARTIAL_SUMS
  }

  private AttentionProduct(int rows, int vectors, Form form) {
    this.form = form;
    Registers registers = new Registers();
    sums = Stream.generate(() -> registers.take(vectors)).limit(rows).toList();
    b = registers.take(vectors);
    element = registers.take();
  }

  /// Returns the code for a number of rows and of vectors in each.
  static byte[] code(int rows, int vectors, Form form) {
    AttentionProduct product = new AttentionProduct(rows, vectors, form);
    product.open();
    product.loop();
    product.close();
    return product.asm.code();
  }

  private void open() {
    asm.mov(C_ROW, A_OFFSET);
    asm.add(A, C_ROW);
    asm.mov(C_ROW, C_OFFSET);
    asm.add(C, C_ROW);
    if (form == Form.PARTIAL_SUMS) {
      asm.kmovw(LANES, LANE_BITS);
      clear(b);
    }
    if (form != Form.SUMS) {
      sums.forEach(this::clear);
    }
    if (form != Form.SCORES) {
      eachRow(this::load);
    }
    asm.lea(A_3, A.at(0).plus(A_STRIDE, 2));
    asm.add(A_3, A_STRIDE);
    asm.mov(AHEAD, AHEAD_ADDRESS);
  }

  private void clear(List<Zmm> vectors) {
    vectors.forEach(vector -> asm.vpxord(vector, vector, vector));
  }

  private void load(Zmm vector, Memory memory) {
    if (form == Form.PARTIAL_SUMS) {
      asm.vmovups(vector, LANES, memory);
    } else {
      asm.vmovups(vector, memory);
    }
  }

  private void store(Zmm vector, Memory memory) {
    if (form == Form.PARTIAL_SUMS) {
      asm.vmovups(memory, LANES, vector);
    } else {
      asm.vmovups(memory, vector);
    }
  }

  private void loop() {
    Label next = new Label();
    asm.place(next);
    for (int i = 0; i < b.size(); i++) {
      load(b.get(i), B.at(i * VECTOR));
      asm.prefetcht0(AHEAD.at(i * VECTOR));
    }
    for (int row = 0; row < sums.size(); row++) {
      asm.vpbroadcastd(element, a(row));
      for (int i = 0; i < b.size(); i++) {
        asm.vfmadd231ps(sums.get(row).get(i), element, b.get(i));
      }
    }
    asm.add(A, Float.BYTES);
    asm.add(A_3, Float.BYTES);
    asm.add(B, B_STRIDE);
    asm.add(AHEAD, B_STRIDE);
    asm.dec(STEPS);
    asm.jnz(next);
  }

  /// Three rows share a base register.
  private Memory a(int row) {
    Memory memory = (row < 3 ? A : A_3).at(0);
    return row % 3 == 0 ? memory : memory.plus(A_STRIDE, row % 3);
  }

  private void close() {
    if (form == Form.SCORES) {
      asm.vpbroadcastd(element, SCALE);
      sums.forEach(row -> row.forEach(sum -> asm.vmulps(sum, sum, element)));
    }
    eachRow(this::store);
    asm.ret();
  }

  /// Moves sums between registers and `c`; uses the register of what is fetched ahead.
  private void eachRow(Move move) {
    asm.mov(AHEAD, C_STRIDE);
    asm.mov(C_ROW, C);
    for (List<Zmm> row : sums) {
      for (int i = 0; i < row.size(); i++) {
        move.between(row.get(i), C_ROW.at(i * VECTOR));
      }
      asm.add(C_ROW, AHEAD);
    }
  }

  private interface Move {
    void between(Zmm sum, Memory memory);
  }
}
