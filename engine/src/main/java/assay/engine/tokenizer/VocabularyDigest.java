package assay.engine.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/// Collects what decides how a tokenizer encodes, and yields its SHA-256. Each text is preceded by
/// its length, so that no two different tokenizers yield the same bytes.
final class VocabularyDigest {
  private final MessageDigest sha;

  VocabularyDigest(String method) {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
    text(method);
  }

  VocabularyDigest text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    sha.update(bytes);
    return this;
  }

  VocabularyDigest texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
    return this;
  }

  VocabularyDigest number(int number) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    return this;
  }

  VocabularyDigest vocabulary(Vocabulary vocabulary) {
    texts(vocabulary.tokens());
    vocabulary.kinds().forEach(kind -> number(kind.code()));
    SpecialTokens specials = vocabulary.specials();
    optional(specials.bos())
        .optional(specials.eos())
        .optional(specials.eot())
        .optional(specials.unknown());
    return number(specials.addBos() ? 1 : 0).number(specials.addEos() ? 1 : 0);
  }

  private VocabularyDigest optional(OptionalInt token) {
    return number(token.orElse(-1));
  }

  String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
