package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tokens of a `tokenizer.json` by their ids: those of its model and the added ones.
final class JsonVocabulary {
  /// Ids that may be left out; more of them mean that the file is damaged.
  private static final int MOST_GAPS = 65_536;

  private final Map<String, Integer> ids;
  private final List<AddedToken> added = new ArrayList<>();

  /// @param modelIds the ids of the model's tokens by their texts
  JsonVocabulary(Map<String, Integer> modelIds) {
    this.ids = new HashMap<>(modelIds);
  }

  /// An id of a token.
  static int id(JsonElement id) {
    long value = id.integer();
    if (value < 0 || value >= Integer.MAX_VALUE) {
      throw id.fault("it is no token id", "a number from 0 to 2^31 - 2", String.valueOf(value));
    }
    return (int) value;
  }

  /// The ids by text.
  Map<String, Integer> ids() {
    return Collections.unmodifiableMap(ids);
  }

  /// The added tokens, control tokens first, as Hugging Face's library looks for them.
  List<AddedToken> added() {
    List<AddedToken> all = new ArrayList<>(added.stream().filter(AddedToken::special).toList());
    all.addAll(added.stream().filter(token -> !token.special()).toList());
    return all;
  }

  /// Reads one entry of `added_tokens`.
  void addFromTokenizer(JsonElement token) {
    token.allowOnly(
        Set.of("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"));
    add(token, id(token.require("id")));
  }

  /// Reads one entry of `added_tokens_decoder` of `tokenizer_config.json`, unless the token is an
  /// added one already.
  void addFromConfig(String key, JsonElement token) {
    if (!key.matches("[0-9]{1,9}")) {
      throw token.fault("it is no token id", "a number", "\"" + key + "\"");
    }
    int id = Integer.parseInt(key);
    String text = token.require("content").text();
    boolean known = added.stream().anyMatch(each -> each.text().equals(text));
    if (!known) {
      add(token, id);
    } else if (ids.get(text) != id) {
      throw token.fault("the token has another id in tokenizer.json", "" + ids.get(text), key);
    }
  }

  private void add(JsonElement token, int id) {
    JsonElement content = token.require("content");
    String text = content.text();
    boolean special = flag(token, "special", false);
    Integer other = ids.putIfAbsent(text, id);
    if (text.isEmpty() || (other != null && other != id)) {
      throw content.fault(
          "the token has another id in the vocabulary", String.valueOf(other), String.valueOf(id));
    }
    added.add(
        new AddedToken(
            id,
            text,
            special,
            flag(token, "normalized", !special),
            new AddedToken.Matching(
                flag(token, "single_word", false),
                flag(token, "lstrip", false),
                flag(token, "rstrip", false))));
  }

  private static boolean flag(JsonElement token, String key, boolean otherwise) {
    return token.get(key).map(JsonElement::bool).orElse(otherwise);
  }

  /// The vocabulary. Ids that no token has become unused tokens.
  ///
  /// @param file whose place is named if the ids do not fit
  /// @param byteTokens whether tokens such as `<0x0A>` are bytes
  /// @param specials the tokens with a role
  Vocabulary vocabulary(JsonElement file, boolean byteTokens, SpecialTokens specials) {
    int size = ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    if (size - ids.size() > MOST_GAPS) {
      throw file.fault(
          "ids are missing", "at most " + MOST_GAPS + " gaps", size - ids.size() + " gaps");
    }
    List<String> tokens = new ArrayList<>(Collections.nCopies(size, ""));
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(size, TokenKind.UNUSED));
    ids.forEach(
        (text, id) -> {
          if (kinds.get(id) != TokenKind.UNUSED) {
            throw file.fault(
                "two tokens have the same id",
                "different ids",
                "\"" + tokens.get(id) + "\" and \"" + text + "\" with the id " + id);
          }
          tokens.set(id, text);
          boolean isByte = byteTokens && ByteTokens.value(text).isPresent();
          kinds.set(id, isByte ? TokenKind.BYTE : TokenKind.NORMAL);
        });
    specials.unknown().ifPresent(id -> kinds.set(id, TokenKind.UNKNOWN));
    added.forEach(
        token ->
            kinds.set(token.id(), token.special() ? TokenKind.CONTROL : TokenKind.USER_DEFINED));
    return new Vocabulary(tokens, kinds, specials);
  }
}
