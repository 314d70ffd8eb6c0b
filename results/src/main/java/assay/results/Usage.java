package assay.results;

import java.util.Objects;
import java.util.OptionalInt;

/// Tokens of one call, as far as they are told.
///
/// @param prompt tokens of the prompt
/// @param completion tokens generated, thoughts included
/// @param reasoning of those generated, the thoughts
/// @param cached of the prompt, what the server had computed before
public record Usage(
    OptionalInt prompt, OptionalInt completion, OptionalInt reasoning, OptionalInt cached) {
  /// Nothing is told.
  public static final Usage UNKNOWN =
      new Usage(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

  public Usage {
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(completion);
    Objects.requireNonNull(reasoning);
    Objects.requireNonNull(cached);
  }

  /// Returns a usage of which only prompt and completion are told.
  public static Usage of(OptionalInt prompt, OptionalInt completion) {
    return new Usage(prompt, completion, OptionalInt.empty(), OptionalInt.empty());
  }
}
