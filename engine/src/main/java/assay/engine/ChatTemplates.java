package assay.engine;

import assay.engine.format.GgufMetadata;
import assay.engine.template.ChatTemplate;
import assay.engine.tokenizer.TokenizerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the chat template in the files of a model.
public final class ChatTemplates {
  /// The variables of Transformers for special tokens, and the keys of GGUF files for the same
  /// tokens.
  private static final Map<String, String> NAMES_IN_GGUF =
      Map.of(
          "bos_token", "bos_token_id",
          "eos_token", "eos_token_id",
          "unk_token", "unknown_token_id",
          "pad_token", "padding_token_id");

  private ChatTemplates() {}

  /// Returns the chat template of a GGUF file, if it has one.
  ///
  /// @throws MalformedModelException if the file's metadata is unsound
  /// @throws TemplateException if the template is malformed or uses what is not supported
  public static Optional<ChatTemplate> ofGguf(GgufMetadata metadata) {
    return metadata
        .string("tokenizer.chat_template")
        .map(source -> ChatTemplate.parse(source, specialTokens(metadata)));
  }

  /// Returns the chat template of a checkpoint folder of Hugging Face, if it has one:
  /// `chat_template.jinja`, or else that of `tokenizer_config.json`.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws MalformedModelException if one is unsound
  /// @throws TemplateException if the template is malformed or uses what is not supported
  public static Optional<ChatTemplate> ofFolder(Path folder) throws IOException {
    TokenizerConfig config = TokenizerConfig.read(folder);
    Path file = folder.resolve("chat_template.jinja");
    Optional<String> source =
        Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : config.chatTemplate();
    return source.map(text -> ChatTemplate.parse(text, config.specialTokens()));
  }

  private static Map<String, String> specialTokens(GgufMetadata metadata) {
    List<String> tokens = metadata.strings("tokenizer.ggml.tokens");
    Map<String, String> texts = new HashMap<>();
    NAMES_IN_GGUF.forEach(
        (variable, key) -> {
          OptionalLong id = metadata.integer("tokenizer.ggml." + key);
          if (id.isPresent() && id.getAsLong() >= 0 && id.getAsLong() < tokens.size()) {
            texts.put(variable, tokens.get((int) id.getAsLong()));
          }
        });
    return texts;
  }
}
