package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Source;
import assay.engine.machine.VectorWidth;
import assay.engine.machine.Zmm;
import java.util.List;

/// Describes a function that multiplies panels of weights with a tile of one to eight tokens: the
/// loops over panels and chunks, and where everything lies. What is done with a chunk, its
/// subclasses say.
///
/// Each lane is a row. Every token has its own sums, so that its results are the same bits in every
/// tile.
abstract class TileProgram {
  /// How far ahead weights are fetched: some microseconds of work for one token.
  private static final int FETCH_AHEAD = 8192;

  private static final int LINE = 64;

  // System V calling convention; see TileFunction.
  static final Gpr SOURCE = Gpr.RDI;
  private static final Gpr INPUT = Gpr.RSI;
  private static final Gpr OUT = Gpr.RDX;
  private static final Gpr CHUNKS = Gpr.RCX;
  private static final Gpr INPUT_STRIDE = Gpr.R8;
  private static final Gpr OUT_STRIDE = Gpr.R9;
  private static final Gpr COUNTER = Gpr.RAX;
  private static final Gpr FIRST_INPUT = Gpr.R10;
  private static final Gpr INPUT_3 = Gpr.R11;
  private static final Gpr INPUT_6 = Gpr.RBX;
  private static final Gpr PANELS = Gpr.RBP;
  private static final Gpr FETCHES = Gpr.R12;

  final InstructionSet set;
  final Assembler asm;
  final Registers registers;
  final int tokens;

  /// The results, in the end.
  final List<Zmm> sums;

  TileProgram(InstructionSet set, int tokens) {
    this.set = set;
    this.tokens = tokens;
    asm = new Assembler(set.width);
    registers = new Registers(set.width);
    sums = registers.take(tokens);
    TileFunction.open(asm, OUT, PANELS, FETCHES);
  }

  /// Returns the bytes of a chunk of weights.
  abstract int chunkBytes();

  /// Sets all sums to zero.
  abstract void clear();

  /// Adds the products of a chunk to the sums, and advances the input behind it.
  abstract void chunk();

  /// Does what is left when all chunks are done.
  void finish() {}

  final byte[] code() {
    asm.mov(FIRST_INPUT, INPUT);
    Label nextPanel = new Label();
    asm.place(nextPanel);
    startPanel();
    Label nextChunk = new Label();
    asm.place(nextChunk);
    fetchAhead();
    chunk();
    asm.add(SOURCE, chunkBytes());
    asm.dec(COUNTER);
    asm.jnz(nextChunk);
    finish();
    TileFunction.store(asm, OUT, OUT_STRIDE, sums);
    asm.add(OUT, set.width.bytes());
    asm.dec(PANELS);
    asm.jnz(nextPanel);
    TileFunction.close(asm);
    return asm.code();
  }

  private void startPanel() {
    asm.mov(INPUT, FIRST_INPUT);
    if (tokens > 3) {
      asm.lea(INPUT_3, INPUT.at(0).plus(INPUT_STRIDE, 2));
      asm.add(INPUT_3, INPUT_STRIDE);
    }
    if (tokens > 6) {
      asm.lea(INPUT_6, INPUT_3.at(0).plus(INPUT_STRIDE, 2));
      asm.add(INPUT_6, INPUT_STRIDE);
    }
    asm.mov(COUNTER, CHUNKS);
    clear();
  }

  private void fetchAhead() {
    Label there = new Label();
    asm.test(FETCHES);
    asm.jz(there);
    for (int line = 0; line < chunkBytes(); line += LINE) {
      asm.prefetcht0(SOURCE.at(FETCH_AHEAD + line));
    }
    asm.place(there);
  }

  /// Returns the input of a token at an offset behind where it has been advanced to. Three tokens
  /// share a base register.
  final Memory input(int token, int offset) {
    Gpr base =
        switch (token / 3) {
          case 0 -> INPUT;
          case 1 -> INPUT_3;
          default -> INPUT_6;
        };
    Memory memory = base.at(offset);
    return token % 3 == 0 ? memory : memory.plus(INPUT_STRIDE, token % 3);
  }

  /// Returns four bytes of memory in all lanes: as an operand that the processor repeats, or in a
  /// register where it does not.
  final Source repeated(Memory memory, Zmm register) {
    if (set.width == VectorWidth.ZMM) {
      return memory.repeated();
    }
    asm.vpbroadcastd(register, memory);
    return register;
  }

  /// Advances the input of all tokens.
  final void advance(int bytes) {
    asm.add(INPUT, bytes);
    if (tokens > 3) {
      asm.add(INPUT_3, bytes);
    }
    if (tokens > 6) {
      asm.add(INPUT_6, bytes);
    }
  }

  final void clear(List<Zmm> vectors) {
    vectors.forEach(vector -> asm.vpxord(vector, vector, vector));
  }
}
