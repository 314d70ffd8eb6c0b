package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the tokenizer of a checkpoint folder: `tokenizer.json`, or else `vocab.json` and
/// `merges.txt`, in which Transformers' older classes store byte-level BPE, or a file of ranks (see
/// [RankedTokenizers]), or SentencePiece's `tokenizer.model`.
final class FolderTokenizers {
  /// How those classes split text.
  private static final Map<String, String> PRE_TOKENIZERS =
      Map.of("Qwen2Tokenizer", "qwen2", "GPT2Tokenizer", "gpt-2");

  private static final String SENTENCE_PIECE = "tokenizer.model";

  private final Path folder;
  private final TokenizerConfig config;

  private FolderTokenizers(Path folder, TokenizerConfig config) {
    this.folder = folder;
    this.config = config;
  }

  static Tokenizer open(Path folder) throws IOException {
    TokenizerConfig config = TokenizerConfig.read(folder);
    Path json = folder.resolve("tokenizer.json");
    if (Files.isRegularFile(json)) {
      return TokenizerJson.read(JsonElement.read(json), config);
    }
    FolderTokenizers files = new FolderTokenizers(folder, config);
    Optional<Tokenizer> ranked = RankedTokenizers.open(folder, config);
    if (ranked.isPresent()) {
      return ranked.get();
    }
    return Files.isRegularFile(folder.resolve(SENTENCE_PIECE))
        ? files.sentencePiece()
        : files.bytePair();
  }

  private Tokenizer bytePair() throws IOException {
    JsonElement file = JsonElement.read(existing("vocab.json"));
    List<String> merges = merges();
    PreTokenizer preTokenizer = preTokenizer();
    Map<String, Integer> ids = new HashMap<>();
    file.members().forEach((text, id) -> ids.put(text, JsonVocabulary.id(id)));
    JsonVocabulary tokens = new JsonVocabulary(ids);
    config.addedTokens().forEach(tokens::addFromConfig);
    try {
      return new BytePairTokenizer(
          tokens.vocabulary(file, false, specials(tokens.ids())), merges, preTokenizer);
    } catch (MalformedVocabularyException failure) {
      throw fault(
          "vocab.json",
          failure.part() + ": " + failure.what(),
          failure.expected(),
          failure.found());
    }
  }

  /// Pieces, and behind them what the configuration adds. Transformers' classes for these files
  /// mark the begin of a text unless the configuration says otherwise.
  private Tokenizer sentencePiece() throws IOException {
    SentencePieceFile file = SentencePieceFile.read(folder.resolve(SENTENCE_PIECE));
    List<String> tokens = new ArrayList<>(file.texts());
    List<TokenKind> kinds = new ArrayList<>(file.kinds());
    SortedMap<Integer, JsonElement> added = new TreeMap<>();
    config.addedTokens().forEach((id, token) -> added.put(Integer.parseInt(id), token));
    added.forEach((id, token) -> add(id, token, tokens, kinds));
    float[] scores = new float[tokens.size()];
    for (int id = 0; id < file.scores().size(); id++) {
      scores[id] = file.scores().get(id);
    }
    SpecialTokens specials =
        new SpecialTokens(
            token(file.bos()),
            token(file.eos()),
            TurnEnds.find(tokens),
            token(file.unknown()),
            config.addBos().orElse(file.bos() >= 0),
            config.addEos().orElse(false));
    try {
      return new SentencePieceTokenizer(
          new Vocabulary(tokens, kinds, specials), scores, file.addsPrefix());
    } catch (MalformedVocabularyException failure) {
      throw fault(
          SENTENCE_PIECE,
          failure.part() + ": " + failure.what(),
          failure.expected(),
          failure.found());
    }
  }

  private static OptionalInt token(int id) {
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static void add(int id, JsonElement token, List<String> tokens, List<TokenKind> kinds) {
    String text = token.require("content").text();
    boolean special = token.get("special").map(JsonElement::bool).orElse(false);
    TokenKind kind = special ? TokenKind.CONTROL : TokenKind.USER_DEFINED;
    if (id == tokens.size()) {
      tokens.add(text);
      kinds.add(kind);
    } else if (id > tokens.size() || !tokens.get(id).equals(text)) {
      throw token.fault(
          "the token does not fit tokenizer.model",
          id < tokens.size() ? "\"" + tokens.get(id) + "\"" : "the id " + tokens.size(),
          "\"%s\" with the id %d".formatted(text, id));
    }
  }

  private SpecialTokens specials(Map<String, Integer> ids) {
    return new SpecialTokens(
        config.token("bos_token", ids),
        config.token("eos_token", ids),
        TurnEnds.find(ids),
        OptionalInt.empty(),
        config.addBos().orElse(false),
        config.addEos().orElse(false));
  }

  private PreTokenizer preTokenizer() {
    String type = config.tokenizerClass().orElse("none");
    String name = PRE_TOKENIZERS.get(type);
    if (name == null) {
      throw fault(
          "tokenizer_config.json",
          "this tokenizer_class is not supported without a tokenizer.json",
          "one of " + String.join(", ", PRE_TOKENIZERS.keySet().stream().sorted().toList()),
          type);
    }
    return PreTokenizer.named(name).orElseThrow();
  }

  private List<String> merges() throws IOException {
    try {
      return Files.readAllLines(existing("merges.txt")).stream()
          .filter(line -> !line.isEmpty() && !line.startsWith("#version"))
          .toList();
    } catch (CharacterCodingException _) {
      throw fault("merges.txt", "the file is not UTF-8", "UTF-8", "other bytes");
    }
  }

  private Path existing(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw fault(
          name, "the file is missing", "tokenizer.json, or vocab.json and merges.txt", "neither");
    }
    return file;
  }

  private MalformedModelException fault(String name, String what, String expected, String found) {
    return new MalformedModelException(
        new FilePlace(folder.resolve(name), "$", OptionalLong.empty()),
        what,
        expected,
        found,
        "Fetch the folder again, or use a GGUF file of the model");
  }
}
