package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// Mistral's `tekken.json`: ranks of tokens as tiktoken has them, behind the special tokens, and
/// the pattern by which texts are cut. Files up to version 7 may leave the special tokens out.
///
/// Source: mistral-common 1.13.1, `tekken.py`.
final class TekkenFile {
  private static final String TEKKEN = "tekken.json";
  private static final int MOST = 1 << 24; // tokens, of which a file can ask for fillers
  private static final List<String> USUAL =
      List.of(
          "<unk>",
          "<s>",
          "</s>",
          "[INST]",
          "[/INST]",
          "[AVAILABLE_TOOLS]",
          "[/AVAILABLE_TOOLS]",
          "[TOOL_RESULTS]",
          "[/TOOL_RESULTS]",
          "[TOOL_CALLS]",
          "[IMG]",
          "<pad>",
          "[IMG_BREAK]",
          "[IMG_END]",
          "[PREFIX]",
          "[MIDDLE]",
          "[SUFFIX]",
          "[SYSTEM_PROMPT]",
          "[/SYSTEM_PROMPT]",
          "[TOOL_CONTENT]");

  private TekkenFile() {}

  /// Makes the tokenizer that a file describes.
  ///
  /// @throws MalformedModelException if it is damaged, or its pattern is none that is understood
  static Tokenizer read(JsonElement file) {
    JsonElement config = file.require("config");
    int specialCount = count(config.require("default_num_special_tokens"), 1);
    int size = count(config.require("default_vocab_size"), specialCount + 1);
    List<String> tokens = new ArrayList<>(specials(file, specialCount));
    RankedTokens ranks = ranks(file.require("vocab"), size - specialCount);
    tokens.addAll(ranks.tokens());
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(specialCount, TokenKind.CONTROL));
    kinds.addAll(Collections.nCopies(ranks.size(), TokenKind.NORMAL));
    SpecialTokens roles =
        new SpecialTokens(
            role(tokens, "<s>"),
            role(tokens, "</s>"),
            OptionalInt.empty(),
            role(tokens, "<unk>"),
            true,
            false);
    try {
      return new BytePairTokenizer(
          new Vocabulary(tokens, kinds, roles), ranks.merges(), cuts(config.require("pattern")));
    } catch (MalformedVocabularyException failure) {
      throw file.fault(failure.part() + ": " + failure.what(), failure.expected(), failure.found());
    }
  }

  private static int count(JsonElement number, int least) {
    long count = number.integer();
    if (count < least || count > MOST) {
      throw number.fault(
          "impossible number of tokens", least + " to " + MOST, String.valueOf(count));
    }
    return (int) count;
  }

  private static OptionalInt role(List<String> tokens, String text) {
    int id = tokens.indexOf(text);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// Those that the file names, in the order of their ids, and fillers behind them.
  private static List<String> specials(JsonElement file, int count) {
    List<String> specials = new ArrayList<>();
    if (file.get("special_tokens").isEmpty()) {
      specials.addAll(USUAL);
    } else {
      for (JsonElement token : file.require("special_tokens").items()) {
        requireNext(token, specials.size());
        specials.add(token.require("token_str").text());
      }
    }
    if (specials.size() > count) {
      throw file.fault(
          "more special tokens than the configuration says",
          "at most " + count,
          String.valueOf(specials.size()));
    }
    while (specials.size() < count) {
      specials.add("<SPECIAL_%d>".formatted(specials.size()));
    }
    return specials;
  }

  private static RankedTokens ranks(JsonElement vocabulary, int count) {
    List<JsonElement> stored = vocabulary.items();
    if (stored.size() < count) {
      throw vocabulary.fault(
          "tokens are missing", "at least " + count, String.valueOf(stored.size()));
    }
    RankedTokens ranks = new RankedTokens();
    for (JsonElement token : stored.subList(0, count)) {
      requireNext(token, ranks.size());
      JsonElement bytes = token.require("token_bytes");
      try {
        if (ranks.add(Base64.getDecoder().decode(bytes.text()))) {
          continue;
        }
      } catch (IllegalArgumentException _) {
        throw bytes.fault("this is no Base64", "the bytes of a token", bytes.text());
      }
      throw bytes.fault("the token is empty or came before", "another token", bytes.text());
    }
    return ranks;
  }

  private static void requireNext(JsonElement token, int rank) {
    long found = token.require("rank").integer();
    if (found != rank) {
      throw token
          .require("rank")
          .fault(
              "tokens are not in the order of their ranks",
              String.valueOf(rank),
              String.valueOf(found));
    }
  }

  private static PreTokenizer cuts(JsonElement pattern) {
    try {
      List<List<Rule>> splits = List.of(List.of(new PatternRule(pattern.text())));
      return new PreTokenizer(TEKKEN, splits, true, true);
    } catch (UnsupportedPatternException e) {
      throw pattern.fault("the pattern is not supported", "another", e.getMessage());
    }
  }
}
