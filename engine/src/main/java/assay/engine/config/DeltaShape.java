package assay.engine.config;

/// Widths of a gated delta network.
///
/// @param keyHeads heads of queries and keys
/// @param valueHeads heads of values, a multiple of them
/// @param keyDim width of a query or key head
/// @param valueDim width of a value head
/// @param taps tokens that are mixed, the last one included
/// @param tiled whether value head `h` reads key head `h % keyHeads`, as some GGUF files have it,
///   and not `h / (valueHeads / keyHeads)`
public record DeltaShape(
    int keyHeads, int valueHeads, int keyDim, int valueDim, int taps, boolean tiled) {
  /// Returns the width of all key heads together.
  public int keysDim() {
    return Math.multiplyExact(keyHeads, keyDim);
  }

  /// Returns the width of all value heads together.
  public int valuesDim() {
    return Math.multiplyExact(valueHeads, valueDim);
  }

  /// Returns the number of channels that are mixed: queries, keys and values.
  public int mixedDim() {
    return Math.addExact(Math.multiplyExact(2, keysDim()), valuesDim());
  }

  /// Returns the key head that a value head reads.
  public int keyHead(int valueHead) {
    return tiled ? valueHead % keyHeads : valueHead / (valueHeads / keyHeads);
  }

  /// Returns the numbers that are kept of the last tokens' channels.
  public long tailElements() {
    return (taps - 1L) * mixedDim();
  }

  /// Returns the numbers of all heads' matrices.
  public long stateElements() {
    return (long) valuesDim() * keyDim;
  }
}
