package assay.engine.tokenizer;

import java.util.OptionalInt;

/// The tokens that have a role, and whether a text gets them at its ends.
///
/// @param bos begins a sequence
/// @param eos ends a sequence
/// @param eot ends a turn of a conversation, where that differs from `eos`
/// @param unknown stands for what cannot be expressed
/// @param addBos whether an encoded text begins with `bos` when special tokens are added
/// @param addEos whether an encoded text ends with `eos` when special tokens are added
public record SpecialTokens(
    OptionalInt bos,
    OptionalInt eos,
    OptionalInt eot,
    OptionalInt unknown,
    boolean addBos,
    boolean addEos) {
  /// No token has a role.
  public static final SpecialTokens NONE =
      new SpecialTokens(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          false,
          false);

  /// Refuses to add a token that is not known.
  public SpecialTokens {
    if (addBos && bos.isEmpty()) {
      throw new MalformedVocabularyException(
          "add_bos_token", "there is no such token to add", "bos_token_id", "none");
    }
    if (addEos && eos.isEmpty()) {
      throw new MalformedVocabularyException(
          "add_eos_token", "there is no such token to add", "eos_token_id", "none");
    }
  }

  void requireWithin(int size) {
    require("bos_token_id", bos, size);
    require("eos_token_id", eos, size);
    require("eot_token_id", eot, size);
    require("unknown_token_id", unknown, size);
  }

  private static void require(String part, OptionalInt token, int size) {
    if (token.isPresent() && (token.getAsInt() < 0 || token.getAsInt() >= size)) {
      throw new MalformedVocabularyException(
          part, "it is no token", "an id below " + size, String.valueOf(token.getAsInt()));
    }
  }
}
