package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.Arena;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The types of weights that machine code multiplies, and their functions, which are written when a
/// type is first met.
final class PanelTypes {
  private static final int ROWS = TileProgram.ROWS;

  private final Digits digits;
  private final Arena arena = Arena.ofAuto();
  private final Map<DType, PanelType> types = new EnumMap<>(DType.class);

  private Optional<AttentionCode> attention = Optional.empty();

  PanelTypes(Digits digits) {
    this.digits = digits;
  }

  /// Returns how a type is multiplied, or empty if machine code does not know it.
  synchronized Optional<PanelType> of(DType dtype) {
    if (!types.containsKey(dtype)) {
      create(dtype).ifPresent(type -> types.put(dtype, type));
    }
    return Optional.ofNullable(types.get(dtype));
  }

  synchronized AttentionCode attention() {
    if (attention.isEmpty()) {
      attention = Optional.of(new AttentionCode(arena));
    }
    return attention.get();
  }

  private Optional<PanelType> create(DType dtype) {
    return switch (dtype) {
      case F32, F16, BF16 -> Optional.of(new FloatPanels(dtype, arena));
      case Q8_0 -> Optional.of(digits(dtype, new ByteCode(ROWS)));
      case Q4_0, Q4_1, Q5_0, Q5_1 -> Optional.of(digits(dtype, new NibbleCode(dtype, ROWS)));
      case IQ4_NL, MXFP4 -> Optional.of(digits(dtype, new TableCode(dtype, ROWS)));
      case Q4_K, Q5_K -> Optional.of(digits(dtype, new PackedScaleCode(dtype, ROWS)));
      case Q6_K -> Optional.of(digits(dtype, new SixBitCode(ROWS)));
      case Q2_K, Q3_K -> Optional.of(digits(dtype, new TwoBitCode(dtype, ROWS)));
      case F8_E4M3 -> Optional.empty();
    };
  }

  private PanelType digits(DType dtype, PanelCode code) {
    return new DigitPanels(dtype, code, digits, arena);
  }
}
