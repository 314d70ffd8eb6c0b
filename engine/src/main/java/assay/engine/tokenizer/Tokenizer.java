package assay.engine.tokenizer;

import assay.engine.format.GgufMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Turns text into token ids and token ids into text. Safe to share between threads.
public sealed interface Tokenizer
    permits BytePairTokenizer, SentencePieceTokenizer, PipelineTokenizer {

  /// Returns the tokenizer that a GGUF file describes under `tokenizer.ggml`.
  ///
  /// @throws assay.engine.format.MalformedModelException if the description is unsound, or of a
  ///   kind or a pre-tokenizer that is not supported
  static Tokenizer fromGguf(GgufMetadata metadata) {
    return GgufTokenizers.read(metadata);
  }

  /// Returns the tokenizer of a checkpoint folder of Hugging Face: its `tokenizer.json`, or else
  /// its `vocab.json` and `merges.txt`; roles of tokens come from `tokenizer_config.json`.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws assay.engine.format.MalformedModelException if one is unsound or not supported
  static Tokenizer fromFolder(Path folder) throws IOException {
    return FolderTokenizers.open(folder);
  }

  /// Returns the tokens and their roles.
  Vocabulary vocabulary();

  /// Returns the name of the method that splits text, such as `qwen2`.
  String name();

  /// Returns the ids of a text, read as [EncodingOptions#PLAIN].
  ///
  /// @throws IllegalArgumentException if the text holds half a surrogate pair and thus is no
  ///   Unicode text
  default int[] encode(String text) {
    return encode(text, EncodingOptions.PLAIN);
  }

  /// Returns the ids of a text.
  ///
  /// @throws IllegalArgumentException if the text holds half a surrogate pair and thus is no
  ///   Unicode text
  int[] encode(String text, EncodingOptions options);

  /// Returns the bytes that a token adds to a text in UTF-8, possibly a part of a character.
  /// Control tokens add none.
  ///
  /// @throws IllegalArgumentException if it is no token
  byte[] bytes(int token);

  /// Returns the text of a whole sequence, without control tokens: what was encoded to it. Bytes
  /// that are no UTF-8 become U+FFFD.
  ///
  /// @throws IllegalArgumentException if one is no token
  default String decode(int[] tokens) {
    return continuation(tokens);
  }

  /// Returns the text that tokens add behind other text, without control tokens. It differs from
  /// [#decode] where encoding puts a space before a text: here such a space is part of the answer.
  /// Bytes that are no UTF-8 become U+FFFD.
  ///
  /// @throws IllegalArgumentException if one is no token
  default String continuation(int[] tokens) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 * tokens.length);
    for (int token : tokens) {
      out.writeBytes(bytes(token));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Returns the number of tokens.
  default int size() {
    return vocabulary().size();
  }

  /// Returns the SHA-256 of all that decides how text is encoded, as 64 hexadecimal digits.
  String digest();
}
