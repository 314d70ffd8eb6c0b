package assay.engine.machine;

import java.util.ArrayList;
import java.util.List;

/// The vector registers that a function has left, so that its description can give them names in
/// place of numbers.
public final class Registers {
  private static final int COUNT = 32;

  private int taken;

  /// Returns a register that nothing else uses.
  ///
  /// @throws IllegalStateException if all are in use
  public Zmm take() {
    if (taken == COUNT) {
      throw new IllegalStateException("all %d vector registers are in use".formatted(COUNT));
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
