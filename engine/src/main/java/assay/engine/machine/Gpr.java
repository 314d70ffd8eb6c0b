package assay.engine.machine;

/// The general-purpose registers of x86-64, 64 bits wide,.
public enum Gpr implements Source {
  RAX(0),
  RCX(1),
  RDX(2),
  RBX(3),
  RSP(4),
  RBP(5),
  RSI(6),
  RDI(7),
  R8(8),
  R9(9),
  R10(10),
  R11(11),
  R12(12),
  R13(13),
  R14(14),
  R15(15);

  private final int number;

  Gpr(int number) {
    this.number = number;
  }

  /// Returns the memory at this address.
  public Memory at(int displacement) {
    return new Memory(this, displacement);
  }

  int number() {
    return number;
  }
}
