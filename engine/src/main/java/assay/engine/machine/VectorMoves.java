package assay.engine.machine;

import assay.engine.machine.Encoder.Fields;

/// Instructions that bring numbers into vectors, out of them, to other lanes or to another width.
///
/// Instructions have the names of their form of 512 bits where that of 256 is called otherwise
/// (`vbroadcasti128`). Those that have one form say so.
abstract sealed class VectorMoves extends GeneralInstructions permits VectorArithmetic {
  private final VectorWidth width;

  VectorMoves(VectorWidth width) {
    super(new Encoder(width));
    this.width = width;
  }

  /// Returns how wide vectors are.
  public final VectorWidth width() {
    return width;
  }

  /// Sets a mask of lanes to the low sixteen bits of a register.
  public void kmovw(Mask to, Gpr from) {
    if (from.number() >= 8) {
      encoder.raw(0xc4, 0xc1, 0x78);
    } else {
      encoder.raw(0xc5, 0xf8);
    }
    encoder.raw(0x92, 0xc0 | (to.number() << 3) | (from.number() & 7));
  }

  /// Sets a mask of lanes to sixteen bits of memory.
  public void kmovw(Mask to, Memory from) {
    encoder.vex0f(0x90, to.number(), from);
  }

  /// Loads 64 bytes, or copies a register.
  public void vmovups(Zmm to, Source from) {
    unary(VectorInstruction.VMOVUPS_LOAD, to, from);
  }

  /// Loads, or copies, the lanes of a mask; the others stay.
  public void vmovups(Zmm to, Mask lanes, Source from) {
    encoder.vector(
        VectorInstruction.VMOVUPS_LOAD, new Fields(to.number(), 0, lanes.number()), from);
  }

  /// Stores 64 bytes.
  public void vmovups(Memory to, Zmm from) {
    unary(VectorInstruction.VMOVUPS_STORE, from, to);
  }

  /// Stores the lanes of a mask.
  public void vmovups(Memory to, Mask lanes, Zmm from) {
    encoder.vector(
        VectorInstruction.VMOVUPS_STORE, new Fields(from.number(), 0, lanes.number()), to);
  }

  /// Stores the first lane.
  public void vmovss(Memory to, Zmm from) {
    unary(VectorInstruction.VMOVSS_STORE, from, to);
  }

  /// Widens sixteen binary16 numbers.
  public void vcvtph2ps(Zmm to, Memory from) {
    unary(VectorInstruction.VCVTPH2PS, to, from);
  }

  /// Rounds sixteen numbers to BF16, to even in the middle, which then take the lower half of the
  /// register. Numbers below 2^-126 become zero. 512 bits.
  public void vcvtneps2bf16(Zmm to, Source from) {
    wide();
    unary(VectorInstruction.VCVTNEPS2BF16, to, from);
  }

  /// Rearranges the lanes in each group of four; two bits of `order` for each.
  public void vpshufd(Zmm to, Source from, int order) {
    unary(VectorInstruction.VPSHUFD, to, from);
    encoder.immediate(order);
  }

  /// Rearranges groups of four lanes, two from `a` and two from `b`; two bits of `order` for each.
  public void vshufi32x4(Zmm to, Zmm a, Source b, int order) {
    binary(VectorInstruction.VSHUFI32X4, to, a, b);
    encoder.immediate(order);
  }

  /// Takes bytes of each group of sixteen by their index there, from 0 to 15.
  public void vpshufb(Zmm to, Zmm table, Source indexes) {
    binary(VectorInstruction.VPSHUFB, to, table, indexes);
  }

  /// Repeats sixteen bytes.
  public void vbroadcasti32x4(Zmm to, Source from) {
    unary(VectorInstruction.VBROADCASTI32X4, to, from);
  }

  /// Repeats four bytes of memory in all lanes.
  public void vpbroadcastd(Zmm to, Memory from) {
    unary(VectorInstruction.VPBROADCASTD, to, from);
  }

  /// Repeats a constant of four bytes in all lanes.
  public void vpbroadcastd(Zmm to, Constant from) {
    unary(VectorInstruction.VPBROADCASTD, to, from);
  }

  /// Repeats the low half of a register in all lanes.
  public void vpbroadcastd(Zmm to, Gpr from) {
    unary(VectorInstruction.VPBROADCASTD_GPR, to, from);
  }

  /// Widens sixteen unsigned bytes.
  public void vpmovzxbd(Zmm to, Memory from) {
    unary(VectorInstruction.VPMOVZXBD, to, from);
  }

  /// Widens sixteen signed bytes.
  public void vpmovsxbd(Zmm to, Memory from) {
    unary(VectorInstruction.VPMOVSXBD, to, from);
  }

  /// Widens sixteen unsigned numbers of 16 bits.
  public void vpmovzxwd(Zmm to, Memory from) {
    unary(VectorInstruction.VPMOVZXWD, to, from);
  }

  /// Stores the lowest byte of each lane: sixteen bytes.
  public void vpmovdb(Memory to, Zmm from) {
    unary(VectorInstruction.VPMOVDB_STORE, from, to);
  }

  /// Stores the lanes whose highest bit is set in a mask; 256 bits.
  public void vmaskmovps(Memory to, Zmm lanes, Zmm from) {
    narrow();
    binary(VectorInstruction.VMASKMOVPS_STORE, from, lanes, to);
  }

  /// Narrows whole numbers to 16 bits, in each group of four lanes those of `a`, then those of `b`;
  /// 256 bits.
  public void vpackssdw(Zmm to, Zmm a, Source b) {
    narrow();
    binary(VectorInstruction.VPACKSSDW, to, a, b);
  }

  /// Narrows numbers of 16 bits to bytes, in each half those of `a`, then those of `b`; 256 bits.
  public void vpacksswb(Zmm to, Zmm a, Source b) {
    narrow();
    binary(VectorInstruction.VPACKSSWB, to, a, b);
  }

  /// Takes lanes by their index; 256 bits.
  public void vpermd(Zmm to, Zmm indexes, Source from) {
    narrow();
    binary(VectorInstruction.VPERMD, to, indexes, from);
  }

  /// Swaps or repeats halves, of `a` (0, 1) and `b` (2, 3); four bits of `order` for each; 256
  /// bits.
  public void vperm2i128(Zmm to, Zmm a, Source b, int order) {
    narrow();
    binary(VectorInstruction.VPERM2I128, to, a, b);
    encoder.immediate(order);
  }

  final void wide() {
    if (width != VectorWidth.ZMM) {
      throw new IllegalStateException("this instruction is known in its form of 512 bits alone");
    }
  }

  final void narrow() {
    if (width != VectorWidth.YMM) {
      throw new IllegalStateException("this instruction is known in its form of 256 bits alone");
    }
  }

  final void unary(VectorInstruction op, Zmm reg, Source rm) {
    encoder.vector(op, new Fields(reg.number(), 0, 0), rm);
  }

  final void binary(VectorInstruction op, Zmm reg, Zmm second, Source rm) {
    encoder.vector(op, new Fields(reg.number(), second.number(), 0), rm);
  }
}
