package assay.results;

import java.util.Objects;

/// How a run's prompts were lengthened.
///
/// @param tokens to which length
/// @param with what the padding was made of, such as `shots`
/// @param position share of the padding that stands before the task, from 0 to 1
/// @param seed of the choice of padding
/// @param pieces how many there were to draw from
/// @param measure whose tokens the length is in, in words
public record Padding(
    int tokens, String with, double position, long seed, int pieces, String measure) {
  public Padding {
    Require.atLeast(1, tokens, "padded tokens");
    Require.between(0, 1, position, "position");
    Objects.requireNonNull(with);
    Objects.requireNonNull(measure);
  }

  /// Returns the sentence by which a run is marked as deviating from its protocol.
  public String words() {
    return "prompts padded to %d tokens of %s with %s, position %s, seed %d"
        .formatted(tokens, measure, with, position, seed);
  }
}
