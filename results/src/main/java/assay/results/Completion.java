package assay.results;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/// The text that a model wrote for one prompt.
///
/// @param text the completion without prompt, stop string and end token
/// @param promptTokens tokens of the prompt, where the model says so
/// @param completionTokens tokens generated, where the model says so
/// @param stopReason why it ended
/// @param elapsed wall-clock time of the call; zero for recorded completions
public record Completion(
    String text,
    OptionalInt promptTokens,
    OptionalInt completionTokens,
    StopReason stopReason,
    Duration elapsed)
    implements Outcome {

  public Completion {
    Objects.requireNonNull(text);
    Objects.requireNonNull(promptTokens);
    Objects.requireNonNull(completionTokens);
    Objects.requireNonNull(stopReason);
    Objects.requireNonNull(elapsed);
  }

  /// Returns a completion of which only the text is known.
  public static Completion recorded(String text) {
    return new Completion(
        text, OptionalInt.empty(), OptionalInt.empty(), StopReason.UNKNOWN, Duration.ZERO);
  }
}
