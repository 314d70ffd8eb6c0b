package assay.engine.huggingface;

import java.util.List;
import java.util.Optional;

/// How a checkpoint stores weights that are not just numbers.
sealed interface Quantization {
  /// As numbers.
  record None() implements Quantization {}

  /// As F8 numbers or whole ones, with scales beside them whose shape says what each belongs to: a
  /// matrix, a row, a group of a row, or a block.
  ///
  /// @param block sides of the blocks, if the file names any
  /// @param scales what they are called beside an F8 matrix
  /// @param schemes what compressed-tensors says of the weights of some modules each
  record Scaled(Optional<ScaleBlock> block, String scales, List<WeightScheme> schemes)
      implements Quantization {
    /// Copies the list.
    public Scaled {
      schemes = List.copyOf(schemes);
    }
  }

  /// As GPTQ does: whole numbers of several columns in one of 32 bits.
  ///
  /// Source: Frantar et al., "GPTQ", 2023; AutoGPTQ, `qlinear_cuda_old.py` (layout).
  ///
  /// @param bits of a number: 2, 4 or 8
  /// @param zerosLessOne whether zero points are stored less one, as in version 1 of the format
  /// @param scattered whether columns of a group need not be neighbours, so that `g_idx` is needed
  /// @param spread which columns of a row share a scale, if that is said
  record Gptq(int bits, boolean zerosLessOne, boolean scattered, Optional<ScaleSpread> spread)
      implements Quantization {}

  /// As AWQ does in its version "gemm": numbers of four bits of eight rows in one of 32 bits.
  ///
  /// Source: Lin et al., "AWQ", 2024; AutoAWQ, `packing_utils.py` (layout).
  ///
  /// @param spread which columns of a row share a scale, if that is said
  record Awq(Optional<ScaleSpread> spread) implements Quantization {}
}
