package assay.engine.tokenizer;

import assay.engine.format.GgufMetadata;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads a tokenizer from the metadata of a GGUF file.
final class GgufTokenizers {
  private static final String PREFIX = "tokenizer.ggml.";

  private final GgufMetadata metadata;

  private GgufTokenizers(GgufMetadata metadata) {
    this.metadata = metadata;
  }

  static Tokenizer read(GgufMetadata metadata) {
    try {
      return new GgufTokenizers(metadata).read();
    } catch (MalformedVocabularyException failure) {
      throw new MalformedModelException(
          FilePlace.ofKey(metadata.file(), PREFIX + failure.part()),
          failure.what(),
          failure.expected(),
          failure.found(),
          "Convert the model again, or use one with a supported tokenizer");
    }
  }

  private Tokenizer read() {
    String model = metadata.string(PREFIX + "model").orElse("none");
    return switch (model) {
      case "gpt2" -> bytePair();
      case "llama" -> sentencePiece();
      default ->
          throw new MalformedVocabularyException(
              "model", "this kind of tokenizer is not supported", "gpt2 or llama", model);
    };
  }

  private Tokenizer bytePair() {
    String pre = metadata.string(PREFIX + "pre").orElse("none");
    PreTokenizer preTokenizer =
        PreTokenizer.named(pre)
            .orElseThrow(
                () ->
                    new MalformedVocabularyException(
                        "pre",
                        "this pre-tokenizer is not known",
                        "one of " + String.join(", ", PreTokenizer.names()),
                        pre));
    return new BytePairTokenizer(
        vocabulary(preTokenizer.addsBos()), metadata.strings(PREFIX + "merges"), preTokenizer);
  }

  private Tokenizer sentencePiece() {
    boolean prefix = metadata.bool(PREFIX + "add_space_prefix").orElse(true);
    return new SentencePieceTokenizer(vocabulary(true), metadata.floats(PREFIX + "scores"), prefix);
  }

  private Vocabulary vocabulary(boolean addsBos) {
    List<String> tokens = metadata.strings(PREFIX + "tokens");
    return new Vocabulary(tokens, kinds(tokens.size()), specials(tokens, addsBos));
  }

  private List<TokenKind> kinds(int count) {
    int[] codes = metadata.ints(PREFIX + "token_type");
    if (codes.length == 0) {
      return Collections.nCopies(count, TokenKind.NORMAL);
    }
    List<TokenKind> kinds = new ArrayList<>(codes.length);
    for (int code : codes) {
      kinds.add(TokenKind.of(code));
    }
    return kinds;
  }

  private SpecialTokens specials(List<String> tokens, boolean addsBos) {
    OptionalInt bos = token("bos_token_id");
    OptionalInt eot = token("eot_token_id");
    return new SpecialTokens(
        bos,
        token("eos_token_id"),
        eot.isPresent() ? eot : TurnEnds.find(tokens),
        token("unknown_token_id"),
        metadata.bool(PREFIX + "add_bos_token").orElse(addsBos && bos.isPresent()),
        metadata.bool(PREFIX + "add_eos_token").orElse(false));
  }

  private OptionalInt token(String key) {
    OptionalLong id = metadata.integer(PREFIX + key);
    if (id.isEmpty()) {
      return OptionalInt.empty();
    }
    // Some writers mark an absent token as all ones.
    boolean absent = id.getAsLong() == 0xFFFF_FFFFL;
    return absent
        ? OptionalInt.empty()
        : OptionalInt.of(Math.clamp(id.getAsLong(), -1, Integer.MAX_VALUE));
  }
}
