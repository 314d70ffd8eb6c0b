package assay.engine.machine;

/// Instructions on general registers and memory: addresses, counters, the stack. A method is named
/// after its instruction; operands are in Intel's order, the destination first.
abstract sealed class GeneralInstructions permits VectorMoves {
  final Encoder encoder;

  GeneralInstructions(Encoder encoder) {
    this.encoder = encoder;
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
}
