package assay.engine.execute;

/// One worker's part of some work: part `index` of `parts`.
///
/// @param index from 0 to `parts - 1`
/// @param parts how many there are, at least 1
public record Share(int index, int parts) {
  /// Returns the first of this share's things out of `count`.
  public int start(int count) {
    return (int) ((long) count * index / parts);
  }

  /// Returns the index behind the last of this share's things out of `count`.
  public int end(int count) {
    return (int) ((long) count * (index + 1) / parts);
  }
}
