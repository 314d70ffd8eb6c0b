package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads tokenizers whose files hold ranks in place of merges: `qwen.tiktoken` of the first Qwen,
/// `tekken.json` of Mistral, and tiktoken files whose names say how text is cut, with special
/// tokens from `tokenizer_config.json`.
final class RankedTokenizers {
  private static final String QWEN = "qwen.tiktoken";
  private static final int QWEN_EXTRAS = 205; // its special tokens are in its program
  private static final String TEKKEN = "tekken.json";
  private static final int LARGEST = 1 << 24; // id, which bounds the gaps that a file can ask for

  /// How the texts of a file are cut.
  ///
  /// Source: openai/tiktoken, `openai_public.py`; Moonshot, Kimi-K2, `tokenization_kimi.py`.
  private static final Map<String, String> CUTS =
      Map.of(
          "cl100k_base.tiktoken", "cl100k",
          "o200k_base.tiktoken", "gpt-4o",
          "p50k_base.tiktoken", "gpt-2",
          "r50k_base.tiktoken", "gpt-2",
          "tiktoken.model", "kimi-k2");

  private RankedTokenizers() {}

  /// Returns the tokenizer of a folder that has such a file.
  ///
  /// @throws MalformedModelException if the file is damaged
  static Optional<Tokenizer> open(Path folder, TokenizerConfig config) throws IOException {
    if (Files.isRegularFile(folder.resolve(QWEN))) {
      return Optional.of(qwen(folder.resolve(QWEN)));
    }
    if (Files.isRegularFile(folder.resolve(TEKKEN))) {
      return Optional.of(TekkenFile.read(JsonElement.read(folder.resolve(TEKKEN))));
    }
    for (Map.Entry<String, String> cut : new TreeMap<>(CUTS).entrySet()) {
      Path file = folder.resolve(cut.getKey());
      if (Files.isRegularFile(file)) {
        return Optional.of(named(file, cut.getValue(), config));
      }
    }
    return Optional.empty();
  }

  /// Source: Qwen-7B, `tokenization_qwen.py`.
  private static Tokenizer qwen(Path path) throws IOException {
    RankedTokens file = TiktokenFile.read(path);
    List<String> tokens = new ArrayList<>(file.tokens());
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(tokens.size(), TokenKind.NORMAL));
    int end = tokens.size();
    tokens.addAll(List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"));
    for (int i = 0; i < QWEN_EXTRAS; i++) {
      tokens.add("<|extra_%d|>".formatted(i));
    }
    kinds.addAll(Collections.nCopies(tokens.size() - end, TokenKind.CONTROL));
    SpecialTokens specials =
        new SpecialTokens(
            OptionalInt.empty(),
            OptionalInt.of(end),
            TurnEnds.find(tokens),
            OptionalInt.empty(),
            false,
            false);
    return tokenizer(new Vocabulary(tokens, kinds, specials), file, "qwen2");
  }

  private static Tokenizer tokenizer(Vocabulary vocabulary, RankedTokens ranks, String cut) {
    PreTokenizer cuts = PreTokenizer.named(cut).orElseThrow().takingWholePieces();
    return new BytePairTokenizer(vocabulary, ranks.merges(), cuts);
  }

  /// What the configuration adds may leave ids out, which no text becomes.
  private static Tokenizer named(Path path, String cut, TokenizerConfig config) throws IOException {
    RankedTokens file = TiktokenFile.read(path);
    List<String> tokens = new ArrayList<>(file.tokens());
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(tokens.size(), TokenKind.NORMAL));
    SortedMap<Integer, JsonElement> added = new TreeMap<>();
    config.addedTokens().forEach((id, token) -> added.put(Integer.parseInt(id), token));
    added.forEach(
        (id, token) -> {
          if (id < tokens.size() || id > LARGEST) {
            throw token.fault(
                "the token does not fit " + path.getFileName(),
                "an id from %d to %d".formatted(tokens.size(), LARGEST),
                String.valueOf(id));
          }
          while (tokens.size() < id) {
            tokens.add("<|unused_%d|>".formatted(tokens.size()));
            kinds.add(TokenKind.UNUSED);
          }
          boolean special = token.get("special").map(JsonElement::bool).orElse(false);
          tokens.add(token.require("content").text());
          kinds.add(special ? TokenKind.CONTROL : TokenKind.USER_DEFINED);
        });
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
    SpecialTokens specials =
        new SpecialTokens(
            config.token("bos_token", ids),
            config.token("eos_token", ids),
            TurnEnds.find(tokens),
            OptionalInt.empty(),
            config.addBos().orElse(false),
            config.addEos().orElse(false));
    return tokenizer(new Vocabulary(tokens, kinds, specials), file, cut);
  }
}
