package assay.harness.model;

import assay.engine.tokenizer.BytePairTokenizer;
import assay.engine.tokenizer.PreTokenizer;
import assay.engine.tokenizer.SpecialTokens;
import assay.engine.tokenizer.TokenKind;
import assay.engine.tokenizer.Tokenizer;
import assay.engine.tokenizer.Vocabulary;
import assay.tasks.DataException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The byte-level BPE of a checkpoint folder as Transformers' slow tokenizers store it:
/// `vocab.json`, `merges.txt`, and `tokenizer_config.json` with the added tokens and the
/// tokenizer's class.
///
/// @param folder the checkpoint folder
record TokenizerFolder(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();

  /// How the classes of Transformers split text.
  private static final Map<String, String> PRE_TOKENIZERS =
      Map.of("Qwen2Tokenizer", "qwen2", "GPT2Tokenizer", "gpt-2");

  Tokenizer read() throws IOException {
    JsonNode config = json("tokenizer_config.json");
    JsonNode added = config.path("added_tokens_decoder");
    String[] tokens = tokens(json("vocab.json"), added);
    TokenKind[] kinds = new TokenKind[tokens.length];
    Arrays.fill(kinds, TokenKind.NORMAL);
    added
        .properties()
        .forEach(
            entry ->
                kinds[Integer.parseInt(entry.getKey())] =
                    entry.getValue().path("special").asBoolean()
                        ? TokenKind.CONTROL
                        : TokenKind.USER_DEFINED);
    Vocabulary vocabulary =
        new Vocabulary(List.of(tokens), List.of(kinds), specials(config, List.of(tokens)));
    return new BytePairTokenizer(vocabulary, merges(), preTokenizer(config));
  }

  private String[] tokens(JsonNode vocabulary, JsonNode added) {
    String[] tokens = new String[vocabulary.size() + added.size()];
    vocabulary
        .properties()
        .forEach(entry -> put(tokens, entry.getValue().asInt(-1), entry.getKey()));
    added
        .properties()
        .forEach(
            entry -> put(tokens, id(entry.getKey()), entry.getValue().path("content").asText()));
    int missing = Arrays.asList(tokens).indexOf(null);
    if (missing >= 0) {
      throw fault(
          "vocab.json",
          "token %d is missing; expected every id below %d".formatted(missing, tokens.length));
    }
    return tokens;
  }

  private int id(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw fault("tokenizer_config.json", "\"%s\" is no token id".formatted(text)).causedBy(e);
    }
  }

  private void put(String[] tokens, int id, String text) {
    if (id < 0 || id >= tokens.length || tokens[id] != null) {
      throw fault(
          "vocab.json",
          "token \"%s\" has the id %d; expected one of its own below %d"
              .formatted(text, id, tokens.length));
    }
    tokens[id] = text;
  }

  private static SpecialTokens specials(JsonNode config, List<String> tokens) {
    OptionalInt bos = find(config.path("bos_token"), tokens);
    OptionalInt eos = find(config.path("eos_token"), tokens);
    boolean addBos = bos.isPresent() && config.path("add_bos_token").asBoolean(false);
    boolean addEos = eos.isPresent() && config.path("add_eos_token").asBoolean(false);
    return new SpecialTokens(bos, eos, OptionalInt.empty(), OptionalInt.empty(), addBos, addEos);
  }

  private static OptionalInt find(JsonNode token, List<String> tokens) {
    String text = token.isObject() ? token.path("content").asText("") : token.asText("");
    int id = text.isEmpty() ? -1 : tokens.indexOf(text);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private PreTokenizer preTokenizer(JsonNode config) {
    String type = config.path("tokenizer_class").asText("").replace("Fast", "");
    String name = PRE_TOKENIZERS.get(type);
    if (name == null) {
      throw fault(
          "tokenizer_config.json",
          "the tokenizer_class \"%s\" is not supported; expected one of %s. Use a GGUF file of the model"
              .formatted(type, PRE_TOKENIZERS.keySet().stream().sorted().toList()));
    }
    return PreTokenizer.named(name).orElseThrow();
  }

  private List<String> merges() throws IOException {
    List<String> merges = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(existing("merges.txt"))) {
        if (!line.isEmpty() && !line.startsWith("#version")) {
          merges.add(line);
        }
      }
    } catch (CharacterCodingException e) {
      throw fault("merges.txt", "is not UTF-8. Fetch it again").causedBy(e);
    }
    return merges;
  }

  private JsonNode json(String name) throws IOException {
    try {
      return JSON.readTree(existing(name).toFile());
    } catch (JsonProcessingException e) {
      throw DataException.inRow(
              folder.resolve(name).toString(),
              e.getLocation().getLineNr(),
              "is not JSON: %s. Fetch it again".formatted(e.getOriginalMessage()))
          .causedBy(e);
    }
  }

  private Path existing(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw fault(
          name,
          "does not exist; a tokenizer folder has vocab.json, merges.txt and"
              + " tokenizer_config.json");
    }
    return file;
  }

  private DataException fault(String name, String problem) {
    return DataException.inFile(folder.resolve(name).toString(), problem);
  }
}
