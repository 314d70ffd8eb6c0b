package assay.results;

import java.util.Arrays;

/// How many tokens of one attempt passed each expert of each layer, those of the prompt and those
/// that were generated apart.
///
/// A token counts once for each expert that it passes. The last generated token is not counted: it
/// is chosen and never computed. Immutable.
public final class ExpertPicks {
  private final int[][] prompt; // [layers][experts], empty for a layer without experts
  private final int[][] generated; // [layers][experts]

  /// Creates the picks from counts `[layers][experts]`; a layer without experts is empty in both.
  ///
  /// @throws IllegalArgumentException if the two differ in shape, or a count is negative
  public ExpertPicks(int[][] prompt, int[][] generated) {
    this.prompt = copy(prompt);
    this.generated = copy(generated);
    if (!Arrays.equals(widths(prompt), widths(generated))) {
      throw new IllegalArgumentException(
          "the picks of prompt and generated tokens differ in shape: %s and %s"
              .formatted(Arrays.toString(widths(prompt)), Arrays.toString(widths(generated))));
    }
  }

  private static int[][] copy(int[][] counts) {
    int[][] copy = new int[counts.length][];
    for (int layer = 0; layer < counts.length; layer++) {
      copy[layer] = counts[layer].clone();
      for (int count : copy[layer]) {
        Require.atLeast(0, count, "picks of an expert");
      }
    }
    return copy;
  }

  private static int[] widths(int[][] counts) {
    return Arrays.stream(counts).mapToInt(layer -> layer.length).toArray();
  }

  /// Returns the number of layers.
  public int layerCount() {
    return prompt.length;
  }

  /// Returns a layer's counts over the prompt, one for each expert; empty without experts.
  public int[] prompt(int layer) {
    return prompt[layer].clone();
  }

  /// Returns a layer's counts over the generated tokens, one for each expert; empty without
  /// experts.
  public int[] generated(int layer) {
    return generated[layer].clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpertPicks picks
        && Arrays.deepEquals(prompt, picks.prompt)
        && Arrays.deepEquals(generated, picks.generated);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(prompt) + Arrays.deepHashCode(generated);
  }
}
