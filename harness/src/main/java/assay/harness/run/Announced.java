package assay.harness.run;

import assay.results.Prompt;
import java.util.Objects;

/// A prompt that a run is going to ask.
///
/// @param prompt as it will be sent; [Prompt.Unrecorded] if it cannot be rendered
/// @param times how often, at least 1
public record Announced(Prompt prompt, int times) {
  public Announced {
    Objects.requireNonNull(prompt);
    if (times < 1) {
      throw new IllegalArgumentException(
          "times is out of range\n  expected at least 1, found " + times);
    }
  }
}
