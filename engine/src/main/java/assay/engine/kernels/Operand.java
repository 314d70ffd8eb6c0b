package assay.engine.kernels;

/// A weight matrix `[rows, columns]` = `[out, in]` in the form in which kernels multiply it: as it
/// lies in its file, or packed by [Kernels#pack].
public sealed interface Operand permits Matrix, PanelMatrix {
  /// Returns the matrix as it lies in its file.
  Matrix source();

  /// Returns the number of outputs.
  int rows();

  /// Returns the number of inputs.
  int columns();
}
