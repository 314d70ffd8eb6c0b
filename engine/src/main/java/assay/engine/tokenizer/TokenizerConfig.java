package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import assay.engine.format.JsonValue.JsonArray;
import assay.engine.format.JsonValue.JsonObject;
import assay.engine.format.JsonValue.JsonText;
import assay.engine.tokenizer.PostProcessorParts.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What the files beside a tokenizer say about it: `tokenizer_config.json`, and for special tokens
/// that it does not name `special_tokens_map.json`. Both may be absent.
///
/// Source: Transformers, `tokenization_utils_base.py`.
public final class TokenizerConfig {
  /// Classes of Transformers that put the tokens around a text themselves, whatever the
  /// post-processor of `tokenizer.json` is. Without a word in the configuration they add the begin.
  private static final Set<String> CLASSES_THAT_FRAME =
      Set.of("LlamaTokenizer", "CodeLlamaTokenizer", "GemmaTokenizer", "CohereTokenizer");

  private final JsonElement config;
  private final JsonElement specials;

  private TokenizerConfig(JsonElement config, JsonElement specials) {
    this.config = config;
    this.specials = specials;
  }

  /// Reads the files of a checkpoint folder.
  ///
  /// @throws assay.engine.format.MalformedModelException if one is no JSON object
  public static TokenizerConfig read(Path folder) throws IOException {
    return new TokenizerConfig(
        object(folder, "tokenizer_config.json"), object(folder, "special_tokens_map.json"));
  }

  private static JsonElement object(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    JsonElement root =
        Files.isRegularFile(file) ? JsonElement.read(file) : JsonElement.parse(file, "{}");
    if (root.value() instanceof JsonObject) {
      return root;
    }
    throw root.fault("it is no configuration", "an object", root.value().typeName());
  }

  /// Returns the class of Transformers that reads the tokenizer, without the word `Fast`.
  public Optional<String> tokenizerClass() {
    return config.get("tokenizer_class").map(name -> name.text().replaceFirst("Fast$", ""));
  }

  /// Returns the texts of the tokens with a role by their names, such as `bos_token`. They are the
  /// variables of chat templates.
  public Map<String, String> specialTokens() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (JsonElement file : List.of(specials, config)) {
      file.members()
          .forEach(
              (key, value) -> {
                if (key.endsWith("_token") && isToken(value)) {
                  texts.put(key, text(value));
                }
              });
    }
    // What the configuration sets to null has no such token, whatever the map says.
    config.members().forEach((key, value) -> removeIfNull(texts, key, value));
    return texts;
  }

  private static void removeIfNull(Map<String, String> texts, String key, JsonElement value) {
    if (value.isNull()) {
      texts.remove(key);
    }
  }

  private static boolean isToken(JsonElement value) {
    return value.value() instanceof JsonText
        || (value.value() instanceof JsonObject && value.get("content").isPresent());
  }

  private static String text(JsonElement token) {
    return token.value() instanceof JsonText(String text) ? text : token.require("content").text();
  }

  /// Returns whether the begin of a text is marked, if the configuration says so.
  public Optional<Boolean> addBos() {
    return config.get("add_bos_token").map(JsonElement::bool);
  }

  /// Returns whether the end of a text is marked, if the configuration says so.
  public Optional<Boolean> addEos() {
    return config.get("add_eos_token").map(JsonElement::bool);
  }

  /// Returns the chat template of the configuration; of several that have names the one named
  /// `default`.
  ///
  /// @throws assay.engine.format.MalformedModelException if it is no text, or there is no default
  public Optional<String> chatTemplate() {
    Optional<JsonElement> template = config.get("chat_template");
    if (template.isEmpty() || !(template.get().value() instanceof JsonArray)) {
      return template.map(JsonElement::text);
    }
    for (JsonElement each : template.get().items()) {
      if (each.require("name").text().equals("default")) {
        return Optional.of(each.require("template").text());
      }
    }
    throw template.get().fault("no template has the name default", "\"default\"", "other names");
  }

  /// The entries of `added_tokens_decoder` by their ids.
  Map<String, JsonElement> addedTokens() {
    return config.get("added_tokens_decoder").map(JsonElement::members).orElseGet(Map::of);
  }

  /// The token with a role.
  ///
  /// @param role such as `bos_token`
  /// @param ids of the vocabulary by text
  /// @throws assay.engine.format.MalformedModelException if the vocabulary does not have it
  OptionalInt token(String role, Map<String, Integer> ids) {
    String text = specialTokens().get(role);
    if (text == null || text.isEmpty()) {
      return OptionalInt.empty();
    }
    Integer id = ids.get(text);
    if (id == null) {
      JsonElement place = config.get(role).orElseGet(() -> specials.require(role));
      throw place.fault("it is no token of the vocabulary", "a token", "\"" + text + "\"");
    }
    return OptionalInt.of(id);
  }

  /// The tokens around a text.
  ///
  /// @param read those of `tokenizer.json`
  Frame frame(Frame read, Map<String, Integer> ids) {
    if (tokenizerClass().filter(CLASSES_THAT_FRAME::contains).isEmpty()) {
      return read;
    }
    return new Frame(
        addBos().orElse(true) ? List.of(required("bos_token", ids)) : List.of(),
        addEos().orElse(false) ? List.of(required("eos_token", ids)) : List.of());
  }

  private int required(String role, Map<String, Integer> ids) {
    return token(role, ids)
        .orElseThrow(
            () ->
                config.fault(
                    "add_" + role + " asks for a token that is not named", role, "no such token"));
  }
}
