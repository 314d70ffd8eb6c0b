package assay.tasks;

/// Counts the tokens of a text with the tokenizer of the model that is asked.
@FunctionalInterface
public interface TokenCounter {

  /// Returns the number of tokens of the text, special tokens not added.
  int count(String text);
}
