package assay.results;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// The text that a model wrote for one prompt.
///
/// @param text the completion without prompt, stop string and end token
/// @param usage tokens of prompt and completion, where the model says so
/// @param stopReason why it ended
/// @param reasoning where the text thinks and where it answers
/// @param elapsed wall-clock time of the call; zero for recorded completions
/// @param effort where the time went and what energy it took, if the model tells
/// @param experts which experts the tokens passed, of a model that has some and tells; stored apart
///   from records, so a completion that was read from one has none
/// @param call what the server says of it, where there is one
public record Completion(
    String text,
    Usage usage,
    StopReason stopReason,
    Reasoning reasoning,
    Duration elapsed,
    Optional<Effort> effort,
    Optional<ExpertPicks> experts,
    Optional<CallFacts> call)
    implements Outcome {

  public Completion {
    Objects.requireNonNull(text);
    Objects.requireNonNull(usage);
    Objects.requireNonNull(stopReason);
    Objects.requireNonNull(reasoning);
    Objects.requireNonNull(elapsed);
    Objects.requireNonNull(effort);
    Objects.requireNonNull(experts);
    Objects.requireNonNull(call);
    if (!reasoning.spans().isEmpty() && reasoning.spans().getLast().end() > text.length()) {
      throw new IllegalArgumentException(
          "thoughts %s are not in a text of %d".formatted(reasoning.spans(), text.length()));
    }
  }

  /// Returns a completion of which it is not told where the time went.
  public Completion(
      String text,
      OptionalInt promptTokens,
      OptionalInt completionTokens,
      StopReason stopReason,
      Reasoning reasoning,
      Duration elapsed) {
    this(
        text,
        Usage.of(promptTokens, completionTokens),
        stopReason,
        reasoning,
        elapsed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Returns a completion whose thoughts are told by its text alone.
  public Completion(
      String text,
      OptionalInt promptTokens,
      OptionalInt completionTokens,
      StopReason stopReason,
      Duration elapsed) {
    this(text, promptTokens, completionTokens, stopReason, Reasoning.of(text), elapsed);
  }

  /// Returns a completion of which only the text is known.
  public static Completion recorded(String text) {
    return new Completion(
        text, OptionalInt.empty(), OptionalInt.empty(), StopReason.UNKNOWN, Duration.ZERO);
  }

  /// Returns this completion with what it took.
  public Completion withEffort(Effort known) {
    return new Completion(
        text, usage, stopReason, reasoning, elapsed, Optional.of(known), experts, call);
  }

  /// Returns this completion with the experts that it used.
  public Completion withExperts(Optional<ExpertPicks> used) {
    return new Completion(text, usage, stopReason, reasoning, elapsed, effort, used, call);
  }

  /// Returns this completion with what its server says of it.
  public Completion withCall(CallFacts told) {
    return new Completion(
        text, usage, stopReason, reasoning, elapsed, effort, experts, Optional.of(told));
  }

  /// Returns the tokens of the prompt, where the model says so.
  public OptionalInt promptTokens() {
    return usage.prompt();
  }

  /// Returns the tokens that were generated, where the model says so.
  public OptionalInt completionTokens() {
    return usage.completion();
  }

  /// Returns the text without its thoughts; empty if it ended while thinking.
  public Optional<String> answerText() {
    return reasoning.answer(text);
  }
}
