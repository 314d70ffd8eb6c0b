package assay.engine.machine;

import java.util.HashMap;
import java.util.Map;

/// Takes instructions one by one and gives their bytes, with jumps from one to another.
///
/// Only what the kernels use is here, divided by what it works on: [GeneralInstructions],
/// [VectorMoves], [VectorArithmetic]. Vectors are as wide as the assembler was told; what is said
/// of lanes means their elements of 32 bits.
public final class Assembler extends VectorArithmetic {
  private final Map<Label, Integer> places = new HashMap<>();
  private final Map<Integer, Label> jumps = new HashMap<>(); // by where their distance is

  /// Makes an assembler for vectors of 512 bits.
  public Assembler() {
    this(VectorWidth.ZMM);
  }

  /// Makes an assembler for vectors of a width.
  public Assembler(VectorWidth width) {
    super(width);
  }

  /// A place in the code that jumps lead to.
  public static final class Label {}

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
}
