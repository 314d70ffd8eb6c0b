package assay.engine.machine;

import assay.engine.machine.Encoder.Fields;
import java.util.HashMap;
import java.util.Map;

/// Takes instructions one by one and gives their bytes. A method is named after its instruction;
/// operands are in Intel's order, the destination first.
///
/// Only what the kernels use is here. Vectors are as wide as the assembler was told; what is said
/// of lanes means their elements of 32 bits. Instructions have the names of their form of 512 bits
/// where that of 256 is called otherwise (`vpand`, `vpxor`, `vbroadcasti128`). Not all have both
/// forms; those that have one say so.
public final class Assembler {
  private final VectorWidth width;
  private final Encoder encoder;
  private final Map<Label, Integer> places = new HashMap<>();
  private final Map<Integer, Label> jumps = new HashMap<>(); // by where their distance is

  /// Makes an assembler for vectors of 512 bits.
  public Assembler() {
    this(VectorWidth.ZMM);
  }

  /// Makes an assembler for vectors of a width.
  public Assembler(VectorWidth width) {
    this.width = width;
    encoder = new Encoder(width);
  }

  /// Returns how wide vectors are.
  public VectorWidth width() {
    return width;
  }

  /// A place in the code that jumps lead to.
  public static final class Label {}

  /// A register that says which lanes of a vector are written.
  ///
  /// @param number from 1 to 7
  public record Mask(int number) {
    /// Checks the number.
    public Mask {
      if (number < 1 || number > 7) {
        throw new IllegalArgumentException("no lanes can be chosen by k" + number);
      }
    }
  }

  /// Returns the code.
  ///
  /// @throws IllegalStateException if a jump leads to a label that is nowhere
  public byte[] code() {
    byte[] code = encoder.toByteArray();
    jumps.forEach(
        (at, label) -> {
          if (!places.containsKey(label)) {
            throw new IllegalStateException("a jump at offset %d leads nowhere".formatted(at));
          }
          encoder.patch(code, at, places.get(label) - (at + Integer.BYTES));
        });
    return code;
  }

  /// Puts a label here.
  public void place(Label label) {
    places.put(label, encoder.size());
  }

  /// Jumps if the last result was not zero.
  public void jnz(Label label) {
    encoder.raw(0x0f, 0x85);
    distance(label);
  }

  /// Jumps if the last result was zero.
  public void jz(Label label) {
    encoder.raw(0x0f, 0x84);
    distance(label);
  }

  private void distance(Label label) {
    jumps.put(encoder.size(), label);
    encoder.int32(0);
  }

  /// Moves an address or a number.
  public void mov(Gpr to, Gpr from) {
    encoder.general(0x89, from.number(), to);
  }

  /// Loads eight bytes.
  public void mov(Gpr to, Memory from) {
    encoder.general(0x8b, to.number(), from);
  }

  /// Sets a register to a number of 32 bits; the upper half becomes zero.
  public void mov(Gpr to, int value) {
    if (to.number() >= 8) {
      encoder.raw(0x41);
    }
    encoder.raw(0xb8 | (to.number() & 7));
    encoder.int32(value);
  }

  /// Loads four bytes; the upper half of the register becomes zero.
  public void mov32(Gpr to, Memory from) {
    encoder.general32(0x8b, to.number(), from);
  }

  /// Stores the low four bytes.
  public void mov32(Memory to, Gpr from) {
    encoder.general32(0x89, from.number(), to);
  }

  /// Loads a byte; the rest of the register becomes zero.
  public void movzx8(Gpr to, Memory from) {
    encoder.general0f(0xb6, to.number(), from);
  }

  /// Loads two bytes; the rest of the register becomes zero.
  public void movzx16(Gpr to, Memory from) {
    encoder.general0f(0xb7, to.number(), from);
  }

  /// Stores the low two bytes.
  public void mov16(Memory to, Gpr from) {
    encoder.raw(0x66);
    encoder.general32(0x89, from.number(), to);
  }

  /// Stores the low byte of one of the first four registers.
  public void mov8(Memory to, Gpr from) {
    if (from.number() >= 4) {
      throw new IllegalArgumentException("the low byte of " + from + " has no short name");
    }
    encoder.general32(0x88, from.number(), to);
  }

  /// Copies a register if the first number of the last comparison was smaller than the second.
  public void cmovl(Gpr to, Gpr other) {
    encoder.general0f(0x4c, to.number(), other);
  }

  /// Compares two numbers.
  public void cmp(Gpr a, Gpr b) {
    encoder.general(0x39, b.number(), a);
  }

  /// Shifts the low four bytes to the left; the upper half becomes zero.
  public void shl32(Gpr to, int bits) {
    encoder.general32(0xc1, 4, to);
    encoder.immediate(bits);
  }

  /// Shifts the low four bytes to the right; the upper half becomes zero.
  public void shr32(Gpr to, int bits) {
    encoder.general32(0xc1, 5, to);
    encoder.immediate(bits);
  }

  /// Keeps bits, of the upper half those that are set if the highest of the lower half is.
  public void and(Gpr to, int bits) {
    if (bits == (byte) bits) {
      encoder.general(0x83, 4, to);
      encoder.immediate(bits);
    } else {
      encoder.general(0x81, 4, to);
      encoder.int32(bits);
    }
  }

  /// Keeps bits of the low four bytes; the upper half becomes zero.
  public void and32(Gpr to, int bits) {
    encoder.general32(0x81, 4, to);
    encoder.int32(bits);
  }

  /// Sets the bits of the low four bytes that another register has; the upper half becomes zero.
  public void or32(Gpr to, Gpr bits) {
    encoder.general32(0x09, bits.number(), to);
  }

  /// Gathers the bits of the low four bytes that a mask has, next to each other from the lowest on.
  public void pext32(Gpr to, Gpr from, Constant mask) {
    encoder.pext32(to.number(), from.number(), mask);
  }

  /// Turns bits of the low four bytes; the upper half becomes zero.
  public void xor32(Gpr to, int bits) {
    encoder.general32(0x81, 6, to);
    encoder.int32(bits);
  }

  /// Computes an address.
  public void lea(Gpr to, Memory address) {
    encoder.general(0x8d, to.number(), address);
  }

  /// Adds a register.
  public void add(Gpr to, Gpr from) {
    encoder.general(0x01, from.number(), to);
  }

  /// Adds a number.
  public void add(Gpr to, int value) {
    if (value == (byte) value) {
      encoder.general(0x83, 0, to);
      encoder.immediate(value);
    } else {
      encoder.general(0x81, 0, to);
      encoder.int32(value);
    }
  }

  /// Counts down by one and notes whether zero is reached.
  public void dec(Gpr counter) {
    encoder.general(0xff, 1, counter);
  }

  /// Notes whether a register is zero.
  public void test(Gpr register) {
    encoder.general(0x85, register.number(), register);
  }

  /// Saves a register on the stack.
  public void push(Gpr register) {
    if (register.number() >= 8) {
      encoder.raw(0x41);
    }
    encoder.raw(0x50 | (register.number() & 7));
  }

  /// Restores a register from the stack.
  public void pop(Gpr register) {
    if (register.number() >= 8) {
      encoder.raw(0x41);
    }
    encoder.raw(0x58 | (register.number() & 7));
  }

  /// Returns to the caller; the upper halves of vectors are cleared first, as the calling
  /// convention asks.
  public void ret() {
    encoder.raw(0xc5, 0xf8, 0x77, 0xc3);
  }

  /// Asks for a cache line to be fetched into the first level.
  public void prefetcht0(Memory line) {
    encoder.general0f(0x18, 1, line);
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

  /// Widens sixteen binary16 numbers.
  public void vcvtph2ps(Zmm to, Memory from) {
    unary(VectorInstruction.VCVTPH2PS, to, from);
  }

  /// Adds, in each lane, the products of four unsigned bytes with four signed ones, exactly.
  public void vpdpbusd(Zmm sum, Zmm unsignedBytes, Source signedBytes) {
    binary(VectorInstruction.VPDPBUSD, sum, unsignedBytes, signedBytes);
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

  private void narrow() {
    if (width != VectorWidth.YMM) {
      throw new IllegalStateException("this instruction is known in its form of 256 bits alone");
    }
  }

  private void unary(VectorInstruction op, Zmm reg, Source rm) {
    encoder.vector(op, new Fields(reg.number(), 0, 0), rm);
  }

  private void binary(VectorInstruction op, Zmm reg, Zmm second, Source rm) {
    encoder.vector(op, new Fields(reg.number(), second.number(), 0), rm);
  }

  private void shift(int operation, Zmm to, Source from, int bits) {
    encoder.vector(VectorInstruction.SHIFT_DWORDS, new Fields(operation, to.number(), 0), from);
    encoder.immediate(bits);
  }
}
