package assay.tasks;

/// Counts the tokens of a text with the tokenizer of the model that is asked.
@FunctionalInterface
public interface TokenCounter {

  /// Returns the number of tokens of the text as a prompt, a beginning-of-text token included where
  /// the model adds one.
  int count(String text);
}
