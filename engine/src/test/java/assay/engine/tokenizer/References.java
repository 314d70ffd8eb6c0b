package assay.engine.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The small vocabularies with their encodings that `tools/tokenizers` wrote.
final class References {
  private References() {}

  /// A text with its ids.
  record Case(String text, List<Integer> ids) {}

  /// A byte-level vocabulary trained and applied by Hugging Face's library.
  record ByteLevel(
      List<String> tokens,
      List<String> control,
      List<String> merges,
      List<Case> plain,
      List<Case> rendered) {

    BytePairTokenizer tokenizer() {
      List<TokenKind> kinds = new ArrayList<>();
      tokens.forEach(
          token -> kinds.add(control.contains(token) ? TokenKind.CONTROL : TokenKind.NORMAL));
      return new BytePairTokenizer(
          new Vocabulary(tokens, kinds, SpecialTokens.NONE),
          merges,
          PreTokenizer.named("qwen2").orElseThrow());
    }
  }

  /// A vocabulary trained and applied by SentencePiece.
  record SentencePiece(
      List<String> tokens, List<Integer> kinds, List<Float> scores, List<Case> plain) {

    SentencePieceTokenizer tokenizer() {
      float[] all = new float[scores.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = scores.get(i);
      }
      SpecialTokens specials =
          new SpecialTokens(
              OptionalInt.of(1),
              OptionalInt.of(2),
              OptionalInt.empty(),
              OptionalInt.of(0),
              true,
              false);
      return new SentencePieceTokenizer(
          new Vocabulary(tokens, kinds.stream().map(TokenKind::of).toList(), specials), all, true);
    }
  }

  static <T> T read(String name, Class<T> type) {
    try (InputStream in = References.class.getResourceAsStream(name)) {
      return new ObjectMapper().readValue(in, type);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static ByteLevel byteLevel() {
    return read("byte-level.json", ByteLevel.class);
  }

  static SentencePiece sentencePiece() {
    return read("sentencepiece.json", SentencePiece.class);
  }
}
