package assay.engine.machine;

import assay.engine.machine.Encoder.Fields;

/// Instructions that compute with the lanes of vectors, in floating-point or whole numbers.
///
/// Instructions have the names of their form of 512 bits where that of 256 is called otherwise
/// (`vpand`, `vpxor`). Those that have one form say so.
abstract sealed class VectorArithmetic extends VectorMoves permits Assembler {
  VectorArithmetic(VectorWidth width) {
    super(width);
  }

  /// Adds floating-point numbers.
  public void vaddps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VADDPS, to, a, b);
  }

  /// Subtracts floating-point numbers.
  public void vsubps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VSUBPS, to, a, b);
  }

  /// Takes the smaller of floating-point numbers; `b` where one of both is undefined.
  public void vminps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VMINPS, to, a, b);
  }

  /// Takes the larger of floating-point numbers; `b` where one of both is undefined.
  public void vmaxps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VMAXPS, to, a, b);
  }

  /// Multiplies floating-point numbers.
  public void vmulps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VMULPS, to, a, b);
  }

  /// Divides floating-point numbers.
  public void vdivps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VDIVPS, to, a, b);
  }

  /// Adds the products of two vectors to a third, rounded once: `sum += a * b`.
  public void vfmadd231ps(Zmm sum, Zmm a, Source b) {
    binary(VectorInstruction.VFMADD231PS, sum, a, b);
  }

  /// Multiplies a vector and adds a third to the products, rounded once: `to = a * to + b`.
  public void vfmadd213ps(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VFMADD213PS, to, a, b);
  }

  /// Turns whole numbers into the nearest floating-point ones.
  public void vcvtdq2ps(Zmm to, Source from) {
    unary(VectorInstruction.VCVTDQ2PS, to, from);
  }

  /// Turns floating-point numbers into the nearest whole ones, to even in the middle.
  public void vcvtps2dq(Zmm to, Source from) {
    unary(VectorInstruction.VCVTPS2DQ, to, from);
  }

  /// Adds, in each lane, the products of four unsigned bytes with four signed ones, exactly.
  public void vpdpbusd(Zmm sum, Zmm unsignedBytes, Source signedBytes) {
    binary(VectorInstruction.VPDPBUSD, sum, unsignedBytes, signedBytes);
  }

  /// Adds, in each lane, the products of two pairs of BF16 numbers: first that of the upper halves,
  /// then that of the lower ones, each rounded once. Numbers below 2^-126 are zero, before and
  /// after. 512 bits.
  public void vdpbf16ps(Zmm sum, Zmm a, Source b) {
    wide();
    binary(VectorInstruction.VDPBF16PS, sum, a, b);
  }

  /// Adds whole numbers.
  public void vpaddd(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VPADDD, to, a, b);
  }

  /// Subtracts whole numbers.
  public void vpsubd(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VPSUBD, to, a, b);
  }

  /// Takes the larger of unsigned whole numbers.
  public void vpmaxud(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VPMAXUD, to, a, b);
  }

  /// Takes the bits that both have.
  public void vpandd(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VPANDD, to, a, b);
  }

  /// Takes the bits that one of both has; of a register with itself, zero.
  public void vpxord(Zmm to, Zmm a, Source b) {
    binary(VectorInstruction.VPXORD, to, a, b);
  }

  /// Replaces each bit by an entry of a table of eight: `table[4 * to + 2 * a + b]`.
  public void vpternlogd(Zmm to, Zmm a, Source b, int table) {
    binary(VectorInstruction.VPTERNLOGD, to, a, b);
    encoder.immediate(table);
  }

  /// Shifts lanes to the left.
  public void vpslld(Zmm to, Source from, int bits) {
    shift(6, to, from, bits);
  }

  /// Shifts lanes to the right and fills with zeros.
  public void vpsrld(Zmm to, Source from, int bits) {
    shift(2, to, from, bits);
  }

  /// Shifts lanes to the right and fills with the sign.
  public void vpsrad(Zmm to, Source from, int bits) {
    shift(4, to, from, bits);
  }

  /// Takes the bits that one of both has; 256 bits.
  public void vpor(Zmm to, Zmm a, Source b) {
    narrow();
    binary(VectorInstruction.VPOR, to, a, b);
  }

  /// Multiplies signed numbers of 16 bits and adds neighbouring products, exactly but for two of
  /// -32768; 256 bits.
  public void vpmaddwd(Zmm to, Zmm a, Source b) {
    narrow();
    binary(VectorInstruction.VPMADDWD, to, a, b);
  }

  /// Shifts numbers of 16 bits to the right and fills with zeros; 256 bits.
  public void vpsrlw(Zmm to, Zmm from, int bits) {
    narrow();
    encoder.vector(VectorInstruction.SHIFT_WORDS, new Fields(2, to.number(), 0), from);
    encoder.immediate(bits);
  }

  /// Sets all bits of the lanes that are equal and none of the others; 256 bits.
  public void vpcmpeqd(Zmm to, Zmm a, Source b) {
    narrow();
    binary(VectorInstruction.VPCMPEQD, to, a, b);
  }

  private void shift(int operation, Zmm to, Source from, int bits) {
    encoder.vector(VectorInstruction.SHIFT_DWORDS, new Fields(operation, to.number(), 0), from);
    encoder.immediate(bits);
  }
}
