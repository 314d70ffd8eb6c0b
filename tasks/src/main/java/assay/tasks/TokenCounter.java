package assay.tasks;

import assay.results.Prompt;
import java.util.stream.Collectors;

/// Counts the tokens of a text with the tokenizer of the model that is asked.
@FunctionalInterface
public interface TokenCounter {

  /// Returns the number of tokens of the text as a prompt, a beginning-of-text token included where
  /// the model adds one.
  int count(String text);

  /// Returns the number of tokens that the model reads for a prompt.
  ///
  /// Without a chat template, which this method knows nothing of, a chat has the tokens of its
  /// messages' contents and the few that the template adds are missing; a model that is at hand
  /// counts the rendered chat.
  default int count(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Text raw -> count(raw.text());
      case Prompt.Continuations asked -> count(asked.text());
      case Prompt.Chat chat ->
          count(
              chat.messages().stream()
                  .map(message -> message.content())
                  .collect(Collectors.joining("\n")));
      case Prompt.Unrecorded unrecorded -> 0;
    };
  }
}
