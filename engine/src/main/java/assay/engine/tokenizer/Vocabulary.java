package assay.engine.tokenizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The tokens of a model; a token's id is its index.
///
/// @param tokens texts as the model's files spell them, all different
/// @param kinds the kind of each token
/// @param specials the tokens with a role
public record Vocabulary(List<String> tokens, List<TokenKind> kinds, SpecialTokens specials) {

  /// Copies the lists and refuses kinds or roles that do not fit the tokens.
  public Vocabulary {
    tokens = List.copyOf(tokens);
    kinds = List.copyOf(kinds);
    if (tokens.isEmpty()) {
      throw new MalformedVocabularyException("tokens", "there are none", "at least one token", "0");
    }
    if (kinds.size() != tokens.size()) {
      throw new MalformedVocabularyException(
          "token_type",
          "there is not one for each token",
          tokens.size() + " numbers",
          String.valueOf(kinds.size()));
    }
    specials.requireWithin(tokens.size());
  }

  /// Returns the number of tokens.
  public int size() {
    return tokens.size();
  }

  /// Returns the token with this text, if there is one.
  OptionalInt find(String text) {
    int id = tokens.indexOf(text);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// Returns the ids by text.
  ///
  /// @throws MalformedVocabularyException if two tokens have the same text
  Map<String, Integer> ids() {
    Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
    for (int id = 0; id < tokens.size(); id++) {
      Integer other = ids.putIfAbsent(tokens.get(id), id);
      if (other != null) {
        throw new MalformedVocabularyException(
            "tokens",
            "two tokens have the same text",
            "different texts",
            "\"" + tokens.get(id) + "\" as token " + other + " and token " + id);
      }
    }
    return ids;
  }

  /// Refuses an id that is no token.
  void require(int token) {
    if (token < 0 || token >= tokens.size()) {
      throw new IllegalArgumentException(
          "token " + token + " is not in the vocabulary of " + tokens.size() + " tokens");
    }
  }
}
