package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.VectorWidth;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The types of weights that machine code multiplies, and their functions, which are written when a
/// type is first met.
final class PanelTypes {
  private final InstructionSet set;
  private final Digits digits;
  private final Arena arena = Arena.ofAuto();
  private final Map<DType, PanelType> types = new EnumMap<>(DType.class);

  private Optional<AttentionCode> attention = Optional.empty();
  private List<MemorySegment> elements = List.of();

  PanelTypes(InstructionSet set, Digits digits) {
    this.set = set;
    this.digits = digits;
  }

  InstructionSet set() {
    return set;
  }

  Digits digits() {
    return digits;
  }

  /// Returns how a matrix is multiplied, or empty if machine code cannot.
  synchronized Optional<PanelType> of(Matrix matrix) {
    return FloatPanels.takes(matrix)
        ? Optional.of(types.computeIfAbsent(matrix.dtype(), this::create))
        : Optional.empty();
  }

  private PanelType create(DType dtype) {
    return switch (dtype) {
      case BF16 ->
          digits == Digits.ONE ? new BfloatPanels(set, arena) : new FloatPanels(set, dtype, arena);
      case F32, F16, F8_E4M3 -> new FloatPanels(set, dtype, arena);
      case Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL, IQ4_XS, MXFP4, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K ->
          digits(dtype);
      case IQ2_XXS,
          IQ2_XS,
          IQ2_S,
          IQ3_XXS,
          IQ3_S,
          IQ1_S,
          IQ1_M,
          TQ1_0,
          TQ2_0,
          Q1_0,
          Q2_0,
          NVFP4,
          INT4,
          INT8 ->
          new GroupedPanels(set, dtype, digits, arena);
    };
  }

  private PanelType digits(DType dtype) {
    PanelCode code = PanelCode.of(dtype, set.rows());
    int sourceBytes = (int) dtype.byteSize((long) code.chunkBlocks() * Digits.BLOCK);
    return new DigitPanels(set, sourceBytes, code, digits, arena);
  }

  /// Returns the code of attention, or empty if there is none with these instructions.
  synchronized Optional<AttentionCode> attention() {
    if (attention.isEmpty() && set.width == VectorWidth.ZMM) {
      attention = Optional.of(new AttentionCode(arena));
    }
    return attention;
  }

  /// Returns the functions of [ElementCode], or none if there are none with these instructions.
  synchronized List<MemorySegment> elements() {
    if (elements.isEmpty() && set.width == VectorWidth.ZMM) {
      elements = ElementCode.load(arena);
    }
    return elements;
  }
}
