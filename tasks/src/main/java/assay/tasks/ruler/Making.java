package assay.tasks.ruler;

import assay.scorers.choice.PythonRandom;
import java.util.Objects;
import java.util.function.ToIntFunction;

/// What settles the items of a task.
///
/// @param length tokens that prompt and answer may have together, the recipe's `max_seq_length`
/// @param reserved tokens of these that a chat template takes, the recipe's `model_template_token`
/// @param seed the recipe's is 42
/// @param tokenizer counts the tokens of a text, without one that marks its beginning
/// @param material words and essay
record Making(
    int length, int reserved, long seed, ToIntFunction<String> tokenizer, Material material) {
  /// Below this length the scripts take smaller steps and smaller examples.
  static final int SHORT = 4096;

  Making {
    Objects.requireNonNull(tokenizer);
    Objects.requireNonNull(material);
  }

  /// Returns the tokens that prompt and answer have.
  int room() {
    return length - reserved;
  }

  boolean isShort() {
    return length < SHORT;
  }

  int tokens(String text) {
    return tokenizer.applyAsInt(text);
  }

  /// Returns a sequence of its own from the seed, as `random.Random(seed)`.
  PythonRandom fresh() {
    return new PythonRandom(seed);
  }

  /// Returns the error where no item is short enough.
  IllegalArgumentException tooShort(int least) {
    return new IllegalArgumentException(
        "a length of %d tokens is too short: the shortest item has %d".formatted(length, least));
  }
}
