package assay.harness.serve.openai;

import assay.engine.tokenizer.TokenKind;
import assay.engine.tokenizer.Vocabulary;
import assay.harness.model.EngineModel;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// How tokens are written where each is shown alone.
///
/// A token that is no whole text is written as OpenAI does, `bytes:\xe2\x9c`, so that two of them
/// are told apart; a control token as the vocabulary spells it.
record TokenTexts(EngineModel model) {

  /// Returns a token's text.
  String of(int token) {
    byte[] bytes = model.bytes(token);
    if (bytes.length == 0) {
      return spelling(token);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      StringBuilder escaped = new StringBuilder("bytes:");
      for (byte each : bytes) {
        escaped.append("\\x%02x".formatted(each));
      }
      return escaped.toString();
    }
  }

  private String spelling(int token) {
    Vocabulary vocabulary = model.tokenizer().vocabulary();
    return token < vocabulary.size() ? vocabulary.tokens().get(token) : "";
  }

  /// Returns the bytes of a token, those of a control token's spelling too.
  byte[] spelled(int token) {
    Vocabulary vocabulary = model.tokenizer().vocabulary();
    boolean control =
        token < vocabulary.size() && vocabulary.kinds().get(token) == TokenKind.CONTROL;
    return control
        ? vocabulary.tokens().get(token).getBytes(StandardCharsets.UTF_8)
        : model.bytes(token);
  }
}
