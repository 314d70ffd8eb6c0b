package assay.engine.machine;

import java.util.ArrayList;
import java.util.List;

/// The vector registers that a function has left, so that its description can give them names in
/// place of numbers.
public final class Registers {
  private final int count;
  private int taken;

  /// Makes all registers of AVX-512 free.
  public Registers() {
    this(VectorWidth.ZMM);
  }

  /// Makes all registers of a width free.
  public Registers(VectorWidth width) {
    count = width.registers();
  }

  private Registers(int count, int taken) {
    this.count = count;
    this.taken = taken;
  }

  /// Returns the same free registers to be given out once more, for a part of a function where
  /// those that are taken from here later hold nothing.
  public Registers again() {
    return new Registers(count, taken);
  }

  /// Returns a register that nothing else uses.
  ///
  /// @throws IllegalStateException if all are in use
  public Zmm take() {
    if (taken == count) {
      throw new IllegalStateException("all %d vector registers are in use".formatted(count));
    }
    return new Zmm(taken++);
  }

  /// Returns several registers that nothing else uses.
  public List<Zmm> take(int count) {
    List<Zmm> registers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      registers.add(take());
    }
    return registers;
  }
}
