package assay.engine.kernels;

/// A weight matrix in panels of some rows, for machine code.
///
/// @param source the matrix as it is in its file
/// @param type how it is packed and multiplied
/// @param packer of its panels
/// @param store where they are
record PanelMatrix(Matrix source, PanelType type, PanelPacker packer, PanelStore store)
    implements Operand {
  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }
}
