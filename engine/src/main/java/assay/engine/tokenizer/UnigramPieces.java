package assay.engine.tokenizer;

import java.util.Arrays;

/// The unigram language model: of all ways to cut a piece into tokens, the one whose scores have
/// the largest sum. A Viterbi search over the characters, which looks at no more of them at a time
/// than the longest token has.
///
/// Source: Kudo 2018, "Subword Regularization"; SentencePiece, `unigram_model.cc`,
/// `EncodeOptimized`.
final class UnigramPieces implements PieceModel {
  /// How much less than the lowest score a character without token scores.
  private static final double UNKNOWN_PENALTY = 10;

  private final TokenTrie vocabulary;
  private final double[] scores;
  private final int unknown;
  private final UnknownCharacters characters;
  private final double unknownScore;

  /// @param vocabulary the tokens that can be found in a text
  /// @param scores by token, logarithms of probabilities
  /// @param unknown the token that stands for what cannot be expressed, or [TokenTrie#NONE]
  /// @param characters what becomes of a run of characters without token
  UnigramPieces(TokenTrie vocabulary, double[] scores, int unknown, UnknownCharacters characters) {
    this.vocabulary = vocabulary;
    this.scores = scores.clone();
    this.unknown = unknown;
    this.characters = characters;
    this.unknownScore = Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY;
  }

  @Override
  public Encoder encoder() {
    return this::encode;
  }

  /// Adds the tokens of a piece. Returns how many characters were looked at.
  long encode(Piece piece, TokenList out) {
    Lattice lattice = new Lattice(piece);
    lattice.encode(out);
    return lattice.steps;
  }

  /// The best ways to the ends of the tokens of one piece.
  private final class Lattice {
    private final int[] text;
    private final int from;
    private final int length;
    private final double[] best;
    private final int[] starts;
    private final int[] tokens;
    private long steps;

    private Lattice(Piece piece) {
      text = piece.text();
      from = piece.from();
      length = piece.to() - from;
      best = new double[length + 1];
      starts = new int[length + 1];
      tokens = new int[length + 1];
      Arrays.fill(starts, TokenTrie.NONE);
    }

    private void encode(TokenList out) {
      for (int start = 0; start < length; start++) {
        extend(start);
      }
      int[] ends = new int[length];
      int count = 0;
      for (int end = length; end > 0; end = starts[end]) {
        ends[count++] = end;
      }
      while (count > 0) {
        int end = ends[--count];
        int first = starts[end];
        // Neighbouring characters without token are taken together.
        while (isUnknown(end) && count > 0 && isUnknown(ends[count - 1])) {
          end = ends[--count];
        }
        emit(first, end, out);
      }
    }

    private boolean isUnknown(int end) {
      return tokens[end] == unknown || tokens[end] == TokenTrie.NONE;
    }

    private void extend(int start) {
      boolean single = false;
      int node = TokenTrie.ROOT;
      for (int i = start; i < length; i++) {
        steps++;
        node = vocabulary.child(node, text[from + i]);
        if (node == TokenTrie.NONE) {
          break;
        }
        int token = vocabulary.token(node);
        if (token != TokenTrie.NONE) {
          offer(start, i + 1, token, scores[token]);
          single |= i == start;
        }
      }
      if (!single) {
        offer(start, start + 1, unknown, unknownScore);
      }
    }

    private void offer(int start, int end, int token, double score) {
      double sum = best[start] + score;
      if (starts[end] == TokenTrie.NONE || sum > best[end]) {
        best[end] = sum;
        starts[end] = start;
        tokens[end] = token;
      }
    }

    private void emit(int start, int end, TokenList out) {
      if (!isUnknown(end)) {
        out.add(tokens[end]);
        return;
      }
      // The text of the unknown token itself is that token.
      int written = vocabulary.find(text, from + start, from + end);
      if (written != TokenTrie.NONE) {
        out.add(written);
        return;
      }
      switch (characters) {
        case UnknownCharacters.AsBytes(ByteTokens byteTokens) ->
            byteTokens.encode(new String(text, from + start, end - start), out);
        case UnknownCharacters.AsToken(int token, boolean _) -> out.add(token);
        case UnknownCharacters.Refused() -> throw UnknownCharacters.refusal(text[from + start]);
      }
    }
  }
}
