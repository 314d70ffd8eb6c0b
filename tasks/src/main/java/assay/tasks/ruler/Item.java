package assay.tasks.ruler;

import java.util.List;

/// One item as a script makes it.
///
/// @param text the prompt, which ends with the beginning of the answer
/// @param targets what the answer has to have in it, at least one
/// @param length tokens of the text and of the longest answer
record Item(String text, List<String> targets, int length) {
  Item {
    targets = List.copyOf(targets);
  }

  /// Returns the item behind other text.
  Item with(String whole, int tokens) {
    return new Item(whole, targets, tokens);
  }
}
