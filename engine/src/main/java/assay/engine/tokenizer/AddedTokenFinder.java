package assay.engine.tokenizer;

import java.util.List;

/// Finds added tokens in a text as Hugging Face's library does: at the leftmost place the longest.
/// What was found and is not wanted, because it is no word of its own or is a control token that is
/// to be read as text, is skipped as a whole.
///
/// Source: Hugging Face tokenizers, `added_vocabulary.rs`, `find_matches`.
final class AddedTokenFinder {
  private final List<AddedToken> tokens;
  private final TokenTrie trie = new TokenTrie();

  /// @param tokens those to look for; of several with the same text the first is taken
  /// @param texts how each is written in the text that is searched
  AddedTokenFinder(List<AddedToken> tokens, List<String> texts) {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      if (!texts.get(i).isEmpty()) {
        trie.add(texts.get(i), i);
      }
    }
  }

  /// Receives the parts of a text in order.
  interface PartSink {
    /// Takes ordinary text, never empty.
    void text(Piece part);

    /// Takes a token that was recognised.
    void token(int id);
  }

  void find(Piece piece, boolean parseSpecial, PartSink sink) {
    int[] text = piece.text();
    int done = piece.from();
    int at = piece.from();
    while (at < piece.to()) {
      int end = trie.longest(text, at, piece.to());
      if (end == TokenTrie.NONE) {
        at++;
        continue;
      }
      AddedToken token = tokens.get(trie.find(text, at, end));
      if ((!token.special() || parseSpecial) && fits(token, piece, at, end)) {
        int start = token.matching().takesSpaceBefore() ? spaceBefore(text, done, at) : at;
        int stop = token.matching().takesSpaceBehind() ? spaceBehind(text, end, piece.to()) : end;
        if (done < start) {
          sink.text(piece.part(done, start));
        }
        sink.token(token.id());
        done = stop;
      }
      at = end;
    }
    if (done < piece.to()) {
      sink.text(piece.part(done, piece.to()));
    }
  }

  private static boolean fits(AddedToken token, Piece piece, int at, int end) {
    if (!token.matching().singleWord()) {
      return true;
    }
    boolean free =
        at == piece.from() || !UnicodeSets.JOINED_WORD_CHARACTER.contains(piece.text()[at - 1]);
    return free
        && (end == piece.to() || !UnicodeSets.JOINED_WORD_CHARACTER.contains(piece.text()[end]));
  }

  private static int spaceBefore(int[] text, int done, int at) {
    int start = at;
    while (start > done && UnicodeSets.SPACE.contains(text[start - 1])) {
      start--;
    }
    return start;
  }

  private static int spaceBehind(int[] text, int end, int to) {
    int stop = end;
    while (stop < to && UnicodeSets.SPACE.contains(text[stop])) {
      stop++;
    }
    return stop;
  }
}
