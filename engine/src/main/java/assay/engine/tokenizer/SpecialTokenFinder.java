package assay.engine.tokenizer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Finds in a text the tokens that are recognised before anything else: at the leftmost place, the
/// longest.
final class SpecialTokenFinder {
  private final Map<String, Integer> ids = new HashMap<>();
  private final Set<Character> firstCharacters = new HashSet<>();
  private int longest;

  /// Collects the tokens that count in this reading: user-defined ones always, control tokens and
  /// the unknown token only if special tokens are parsed.
  SpecialTokenFinder(Vocabulary vocabulary, boolean parseSpecial) {
    for (int id = 0; id < vocabulary.size(); id++) {
      boolean counts =
          switch (vocabulary.kinds().get(id)) {
            case USER_DEFINED -> true;
            case CONTROL, UNKNOWN -> parseSpecial;
            case NORMAL, UNUSED, BYTE -> false;
          };
      String text = vocabulary.tokens().get(id);
      if (counts && !text.isEmpty()) {
        ids.putIfAbsent(text, id);
        firstCharacters.add(text.charAt(0));
        longest = Math.max(longest, text.length());
      }
    }
  }

  /// Receives the parts of a text in order.
  interface PartSink {
    /// Takes ordinary text, never empty.
    void text(String text);

    /// Takes a token that was recognised.
    void token(int id);
  }

  void find(String text, PartSink sink) {
    int done = 0;
    int at = 0;
    while (at < text.length()) {
      OptionalInt length = matchAt(text, at);
      if (length.isEmpty()) {
        at++;
        continue;
      }
      if (done < at) {
        sink.text(text.substring(done, at));
      }
      int end = at + length.getAsInt();
      sink.token(ids.get(text.substring(at, end)));
      at = end;
      done = end;
    }
    if (done < text.length()) {
      sink.text(text.substring(done));
    }
  }

  private OptionalInt matchAt(String text, int at) {
    if (!firstCharacters.contains(text.charAt(at))) {
      return OptionalInt.empty();
    }
    for (int length = Math.min(longest, text.length() - at); length > 0; length--) {
      if (ids.containsKey(text.substring(at, at + length))) {
        return OptionalInt.of(length);
      }
    }
    return OptionalInt.empty();
  }
}
