package assay.engine.machine;

/// How wide the vectors of a function are, and thus how its instructions are encoded.
public enum VectorWidth {
  /// 256 bits in 16 registers, encoded with VEX: AVX2.
  YMM(256, 16),
  /// 512 bits in 32 registers, encoded with EVEX: AVX-512.
  ZMM(512, 32);

  private final int bits;
  private final int registers;

  VectorWidth(int bits, int registers) {
    this.bits = bits;
    this.registers = registers;
  }

  /// Returns how many numbers of 32 bits a vector has.
  public int lanes() {
    return bits / Integer.SIZE;
  }

  /// Returns the bytes of a vector.
  public int bytes() {
    return bits / Byte.SIZE;
  }

  /// Returns how many registers there are.
  public int registers() {
    return registers;
  }

  /// Returns the register with the highest number.
  public Zmm last() {
    return new Zmm(registers - 1);
  }
}
