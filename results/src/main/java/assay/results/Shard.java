package assay.results;

/// A part of a run that is done apart: the rows of a run, cut into equal pieces in their order, so
/// that neighbours, which often begin alike, stay together.
///
/// @param number which piece, from 1
/// @param of how many pieces there are
public record Shard(int number, int of) {
  public Shard {
    if (number < 1 || of < number) {
      throw new IllegalArgumentException("no shard: %d of %d".formatted(number, of));
    }
  }

  /// Returns the first row of the piece.
  ///
  /// @param rows of the whole run
  public int first(int rows) {
    return (int) ((long) rows * (number - 1) / of);
  }

  /// Returns the row behind the last of the piece.
  ///
  /// @param rows of the whole run
  public int end(int rows) {
    return (int) ((long) rows * number / of);
  }

  @Override
  public String toString() {
    return "%d/%d".formatted(number, of);
  }
}
