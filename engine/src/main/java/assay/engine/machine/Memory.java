package assay.engine.machine;

import java.util.Optional;

/// An operand in memory: the bytes at `base + index * scale + displacement`.
///
/// @param base register with an address
/// @param index register that is added, if any; not the stack pointer
/// @param scale of the index: 1, 2, 4 or 8
/// @param displacement in bytes
/// @param broadcast whether four bytes are read and repeated sixteen times
public record Memory(Gpr base, Optional<Gpr> index, int scale, int displacement, boolean broadcast)
    implements Source {
  /// Checks what an address can be made of.
  public Memory {
    if (scale != 1 && scale != 2 && scale != 4 && scale != 8) {
      throw new IllegalArgumentException("an index cannot be scaled by " + scale);
    }
    if (index.filter(Gpr.RSP::equals).isPresent()) {
      throw new IllegalArgumentException("the stack pointer cannot be an index");
    }
  }

  Memory(Gpr base, int displacement) {
    this(base, Optional.empty(), 1, displacement, false);
  }

  /// Returns the same with an index.
  public Memory plus(Gpr newIndex, int newScale) {
    return new Memory(base, Optional.of(newIndex), newScale, displacement, broadcast);
  }

  /// Returns the memory some bytes further on.
  public Memory plus(int bytes) {
    return new Memory(base, index, scale, displacement + bytes, broadcast);
  }

  /// Returns the four bytes here as sixteen equal ones.
  public Memory repeated() {
    return new Memory(base, index, scale, displacement, true);
  }
}
