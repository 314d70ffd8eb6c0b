package assay.engine.tokenizer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// The tokens that end a turn in models whose files do not name that token.
final class TurnEnds {
  private static final List<String> TEXTS =
      List.of("<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>");

  private TurnEnds() {}

  /// The first of these tokens that a vocabulary has.
  static OptionalInt find(List<String> tokens) {
    return TEXTS.stream().mapToInt(tokens::indexOf).filter(id -> id >= 0).findFirst();
  }

  /// The first of these tokens that a vocabulary has.
  static OptionalInt find(Map<String, Integer> ids) {
    return TEXTS.stream().map(ids::get).filter(Objects::nonNull).mapToInt(id -> id).findFirst();
  }
}
