package assay.engine.tokenizer;

import java.util.List;
import java.util.Optional;

/// The named way to cut a text into the pieces that byte-pair encoding works on.
///
/// A pre-tokenizer is a sequence of splits. Each split cuts every piece of the one before: what one
/// of its rules matches becomes a piece, and so does what lies between two matches.
public final class PreTokenizer {
  private final String name;
  private final List<List<Rule>> splits;
  private final boolean wholePiecesFirst;
  private final boolean addsBos;

  PreTokenizer(String name, List<List<Rule>> splits, boolean wholePiecesFirst, boolean addsBos) {
    this.name = name;
    this.splits = List.copyOf(splits);
    this.wholePiecesFirst = wholePiecesFirst;
    this.addsBos = addsBos;
  }

  /// Returns the pre-tokenizer with this name in `tokenizer.ggml.pre` of GGUF files, if it is
  /// known.
  public static Optional<PreTokenizer> named(String name) {
    return PreTokenizers.find(name);
  }

  /// Returns the names of all known pre-tokenizers in alphabetical order.
  public static List<String> names() {
    return PreTokenizers.names();
  }

  /// Returns its name.
  public String name() {
    return name;
  }

  /// Tells whether a piece that is a token as a whole is that token, even if no merges lead to it.
  boolean wholePiecesFirst() {
    return wholePiecesFirst;
  }

  /// Returns the same cuts for a tokenizer that looks a piece up as a whole before it merges.
  PreTokenizer takingWholePieces() {
    return new PreTokenizer(name, splits, true, addsBos);
  }

  /// Tells whether models with it begin a text with `bos` unless their file says otherwise.
  boolean addsBos() {
    return addsBos;
  }

  /// Receives pieces in order.
  @FunctionalInterface
  interface PieceSink {
    /// Takes the piece from index `from` up to but without `to`.
    void piece(int from, int to);
  }

  /// Cuts the code points from `from` up to but without `to` into pieces, none of them empty.
  void split(int[] text, int from, int to, PieceSink sink) {
    split(0, text, from, to, sink);
  }

  private void split(int index, int[] text, int from, int to, PieceSink sink) {
    if (index == splits.size()) {
      sink.piece(from, to);
      return;
    }
    List<Rule> rules = splits.get(index);
    int done = from;
    int at = from;
    while (at < to) {
      int matchEnd = match(rules, text, at, to);
      if (matchEnd < 0) {
        at = Math.min(~matchEnd, to);
        continue;
      }
      if (done < at) {
        split(index + 1, text, done, at, sink);
      }
      split(index + 1, text, at, matchEnd, sink);
      at = matchEnd;
      done = matchEnd;
    }
    if (done < to) {
      split(index + 1, text, done, to, sink);
    }
  }

  /// The end of the first rule's match that there is, or else where to look next, see [Rule#match].
  private static int match(List<Rule> rules, int[] text, int at, int to) {
    int next = Integer.MAX_VALUE;
    for (Rule rule : rules) {
      int matchEnd = rule.match(text, at, to);
      if (matchEnd >= 0) {
        return matchEnd;
      }
      next = Math.min(next, ~matchEnd);
    }
    return ~next;
  }
}
