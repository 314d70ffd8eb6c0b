package assay.harness.serve.work;

import assay.engine.decoding.DecodingOptions;
import java.util.Optional;
import java.util.OptionalInt;

/// What is to be computed of one prompt. A class, because arrays in records compare by identity.
public final class PromptTask {
  private final int[] prompt;
  private final OptionalInt promptLogprobs;
  private final Optional<DecodingOptions> decoding;
  private final int attempts;

  private PromptTask(
      int[] prompt, OptionalInt promptLogprobs, Optional<DecodingOptions> decoding, int attempts) {
    this.prompt = prompt.clone();
    this.promptLogprobs = promptLogprobs;
    this.decoding = decoding;
    this.attempts = attempts;
  }

  /// Asks for nothing but the prompt's tokens.
  ///
  /// @param prompt at least one token
  public static PromptTask of(int[] prompt) {
    return new PromptTask(prompt, OptionalInt.empty(), Optional.empty(), 1);
  }

  /// Returns this task with how likely the prompt's tokens are, and so many of the likeliest at
  /// each place.
  public PromptTask scored(int top) {
    return new PromptTask(prompt, OptionalInt.of(top), decoding, attempts);
  }

  /// Returns this task with continuations; number `i` has the seed `seed + i`.
  public PromptTask continued(DecodingOptions options, int count) {
    return new PromptTask(prompt, promptLogprobs, Optional.of(options), count);
  }

  /// Returns the prompt's tokens.
  public int[] prompt() {
    return prompt.clone();
  }

  /// Returns how many of the likeliest tokens are told at each place of the prompt.
  OptionalInt promptLogprobs() {
    return promptLogprobs;
  }

  /// Returns whether continuations are asked for.
  public boolean continues() {
    return decoding.isPresent();
  }

  Optional<DecodingOptions> decoding() {
    return decoding;
  }

  /// Returns how many continuations are asked for, at least 1.
  int attempts() {
    return attempts;
  }
}
