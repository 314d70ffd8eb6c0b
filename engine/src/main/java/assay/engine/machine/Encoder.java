package assay.engine.machine;

import assay.engine.machine.VectorInstruction.Tuple;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// Turns instructions into bytes.
///
/// Constants lie behind all instructions, at multiples of sixteen bytes.
///
/// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, sections 2.1
/// (ModR/M, SIB), 2.2.1 (REX), 2.3.5 (VEX) and 2.7 (EVEX).
final class Encoder {
  private static final int REX_W = 0x48;
  private static final int LONG_512 = 2;
  private static final int LONG_256 = 1;
  private static final int NO_INDEX = 4;

  private static final int CONSTANT_ALIGNMENT = 16;

  private final VectorWidth width;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<Integer, Constant> constants =
      new LinkedHashMap<>(); // by where the distance is

  Encoder(VectorWidth width) {
    this.width = width;
  }

  int size() {
    return bytes.size();
  }

  /// Returns the code with its constants. Nothing can be added then.
  byte[] toByteArray() {
    Map<Constant, Integer> places = new LinkedHashMap<>();
    for (Constant constant : constants.values()) {
      if (!places.containsKey(constant)) {
        while (size() % CONSTANT_ALIGNMENT != 0) {
          put(0);
        }
        places.put(constant, size());
        constant.words().forEach(this::int32);
      }
    }
    byte[] code = bytes.toByteArray();
    constants.forEach(
        (at, constant) -> patch(code, at, places.get(constant) - (at + Integer.BYTES)));
    return code;
  }

  /// The registers of a vector instruction beside its last operand.
  ///
  /// @param reg in ModR/M: the destination of most
  /// @param second the one in `vvvv`; 0 for none
  /// @param mask of the lanes that are written; 0 for all
  record Fields(int reg, int second, int mask) {}

  void vector(VectorInstruction op, Fields registers, Source rm) {
    switch (width) {
      case YMM -> vex(op, registers, rm);
      case ZMM -> evex(op, registers, rm);
    }
  }

  private void vex(VectorInstruction op, Fields registers, Source rm) {
    boolean high = rm instanceof Zmm zmm && zmm.number() >= width.registers();
    boolean repeated = rm instanceof Memory memory && memory.broadcast();
    if (high
        || repeated
        || (registers.reg() | registers.second()) >= width.registers()
        || registers.mask() != 0) {
      throw new IllegalArgumentException(
          "%s with %s and %s has no form of 256 bits".formatted(op, registers, rm));
    }
    int extension = rm instanceof Zmm zmm ? bit(zmm.number(), 3) << 5 : extension(rm);
    int inverted = ~(extension | bit(registers.reg(), 3) << 7) & 0xe0;
    int rest = (~registers.second() & 15) << 3 | LONG_256 << 2 | op.prefix.bits;
    if ((inverted & 0x60) == 0x60 && op.map == VectorInstruction.OpcodeMap.M0F) {
      put(0xc5);
      put((inverted & 0x80) | rest);
    } else {
      put(0xc4);
      put(inverted | op.map.bits);
      put(rest);
    }
    put(op.opcode);
    operand(registers.reg() & 7, rm, 1);
  }

  /// The bits of a prefix that extend the numbers of the last operand's registers.
  private static int extension(Source rm) {
    return switch (rm) {
      case Zmm zmm -> bit(zmm.number(), 4) << 6 | bit(zmm.number(), 3) << 5;
      case Gpr gpr -> bit(gpr.number(), 3) << 5;
      case Constant _ -> 0;
      case Memory memory ->
          memory.index().map(index -> bit(index.number(), 3) << 6).orElse(0)
              | bit(memory.base().number(), 3) << 5;
    };
  }

  private void evex(VectorInstruction op, Fields registers, Source rm) {
    int reg = registers.reg();
    int inverted = extension(rm) | bit(reg, 3) << 7 | bit(reg, 4) << 4;
    boolean repeated = rm instanceof Memory memory && memory.broadcast();
    int second = registers.second();
    put(0x62);
    put((~inverted & 0xf0) | op.map.bits);
    put(((~second & 15) << 3) | 4 | op.prefix.bits);
    put(LONG_512 << 5 | (repeated ? 0x10 : 0) | (bit(second, 4) ^ 1) << 3 | registers.mask());
    put(op.opcode);
    int unit = repeated ? Tuple.SCALAR.bytes : op.tuple.bytes;
    operand(reg & 7, rm, unit);
  }

  void immediate(int value) {
    put(value);
  }

  /// An instruction on whole 64-bit registers.
  void general(int opcode, int reg, Source rm) {
    rex(REX_W, reg, rm);
    put(opcode);
    operand(reg & 7, rm, 1);
  }

  /// An instruction on the low 32 bits of registers.
  void general32(int opcode, int reg, Source rm) {
    rex(0x40, reg, rm);
    put(opcode);
    operand(reg & 7, rm, 1);
  }

  /// An instruction of two opcode bytes, the first of them `0f`, that needs no 64-bit operands.
  void general0f(int opcode, int reg, Source rm) {
    rex(0x40, reg, rm);
    put(0x0f);
    put(opcode);
    operand(reg & 7, rm, 1);
  }

  /// An instruction of the map `0f` in the short form of VEX, whose address takes no register above
  /// the first eight.
  void vex0f(int opcode, int reg, Memory rm) {
    int base = rm.base().number();
    if (base >= 8 || rm.index().isPresent()) {
      throw new IllegalArgumentException(rm + " has no short form");
    }
    raw(0xc5, 0xf8, opcode);
    operand(reg & 7, rm, 1);
  }

  /// `pext`, the one general instruction here that has a prefix of vectors: VEX, F3, 0F38.
  void pext32(int to, int from, Constant mask) {
    put(0xc4);
    put((bit(to, 3) ^ 1) << 7 | 0x60 | 2);
    put((~from & 15) << 3 | 2);
    put(0xf5);
    operand(to & 7, mask, 1);
  }

  private void rex(int fixed, int reg, Source rm) {
    int low =
        switch (rm) {
          case Gpr gpr -> bit(gpr.number(), 3);
          case Memory memory ->
              memory.index().map(index -> bit(index.number(), 3) << 1).orElse(0)
                  | bit(memory.base().number(), 3);
          case Constant _ -> 0;
          case Zmm zmm -> throw new IllegalArgumentException(zmm + " in a general instruction");
        };
    int rex = fixed | bit(reg, 3) << 2 | low;
    if (rex != 0x40) {
      put(rex);
    }
  }

  void raw(int... values) {
    for (int value : values) {
      put(value);
    }
  }

  void int32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      put(value >>> shift);
    }
  }

  /// ModR/M, SIB and displacement.
  ///
  /// @param unit bytes that a displacement of one byte counts in
  private void operand(int reg, Source rm, int unit) {
    switch (rm) {
      case Zmm zmm -> put(0xc0 | reg << 3 | (zmm.number() & 7));
      case Gpr gpr -> put(0xc0 | reg << 3 | (gpr.number() & 7));
      case Memory memory -> memory(reg, memory, unit);
      case Constant constant -> {
        put(reg << 3 | 5); // relative to the next instruction, which follows the distance
        constants.put(size(), constant);
        int32(0);
      }
    }
  }

  private void memory(int reg, Memory memory, int unit) {
    int base = memory.base().number() & 7;
    int displacement = memory.displacement();
    int units = displacement / unit;
    boolean small = displacement % unit == 0 && units == (byte) units;
    // Without a displacement, base 5 would mean an address relative to the instruction.
    int mode = displacement == 0 && base != 5 ? 0 : small ? 1 : 2;
    if (memory.index().isPresent() || base == NO_INDEX) {
      int index = memory.index().map(Gpr::number).orElse(NO_INDEX) & 7;
      put(mode << 6 | reg << 3 | 4);
      put(Integer.numberOfTrailingZeros(memory.scale()) << 6 | index << 3 | base);
    } else {
      put(mode << 6 | reg << 3 | base);
    }
    if (mode == 1) {
      put(units);
    } else if (mode == 2) {
      int32(displacement);
    }
  }

  void patch(byte[] code, int at, int value) {
    for (int i = 0; i < 4; i++) {
      code[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private static int bit(int number, int index) {
    return number >>> index & 1;
  }

  private void put(int value) {
    bytes.write(value);
  }
}
