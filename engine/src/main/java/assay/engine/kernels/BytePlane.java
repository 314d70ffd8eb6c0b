package assay.engine.kernels;

/// Where numbers of one signed byte lie in a page of the cache, and the binary16 scales that they
/// are multiplied with.
///
/// @param bytes offset of the first number; they are `[rows, columns]`
/// @param scales offset of the first scale
/// @param rows of numbers
/// @param columns of numbers
/// @param across whether [#BLOCK] rows share one scale for each column, `[rows / BLOCK, columns]`;
///   else as many columns of a row share one, `[rows, columns / BLOCK]`. Begun blocks have a scale
public record BytePlane(long bytes, long scales, int rows, int columns, boolean across) {
  /// Numbers that share a scale.
  public static final int BLOCK = 32;

  /// Returns the offset of a number's scale.
  public long scaleOf(int row, int column) {
    long index =
        across
            ? (long) row / BLOCK * columns + column
            : (long) row * Math.ceilDiv(columns, BLOCK) + column / BLOCK;
    return scales + Short.BYTES * index;
  }
}
