package assay.harness.model;

import assay.engine.tokenizer.TokenKind;
import assay.engine.tokenizer.Vocabulary;
import java.util.Set;

/// The format of gpt-oss' messages, whose control tokens say who speaks on which channel. What it
/// says on the channel `analysis` are thoughts, and on `final` the answer.
///
/// Source: OpenAI, "Harmony response format", 2025, "Special tokens".
final class Harmony {
  /// Tokens that a message is made of.
  static final Set<String> STRUCTURE =
      Set.of("<|start|>", "<|channel|>", "<|constrain|>", "<|message|>", "<|end|>");

  /// Tokens that a turn ends with: an answer, or the call of a tool. `<|end|>`, at which those of
  /// other models end, ends one of its messages.
  private static final Set<String> ENDS = Set.of("<|return|>", "<|call|>");

  private Harmony() {}

  /// Returns whether a model of this vocabulary writes so.
  static boolean isSpokenBy(Vocabulary vocabulary) {
    return ENDS.stream().allMatch(token -> isControl(vocabulary, token))
        && isControl(vocabulary, "<|channel|>");
  }

  private static boolean isControl(Vocabulary vocabulary, String token) {
    int id = vocabulary.tokens().indexOf(token);
    return id >= 0 && vocabulary.kinds().get(id) == TokenKind.CONTROL;
  }

  /// Returns whether a turn of such a model ends at a token.
  ///
  /// @param otherwise whether turns of other models do
  static boolean endsAt(String token, boolean otherwise) {
    return ENDS.contains(token) || (otherwise && !STRUCTURE.contains(token));
  }
}
