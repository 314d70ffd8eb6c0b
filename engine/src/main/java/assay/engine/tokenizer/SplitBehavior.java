package assay.engine.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What becomes of the matches of a split pattern.
///
/// Source: Hugging Face tokenizers, documentation of `SplitDelimiterBehavior`.
enum SplitBehavior {
  /// Matches are dropped.
  REMOVED("Removed"),
  /// Each match is a piece.
  ISOLATED("Isolated"),
  /// A match belongs to what is before it.
  MERGED_WITH_PREVIOUS("MergedWithPrevious"),
  /// A match belongs to what is behind it.
  MERGED_WITH_NEXT("MergedWithNext"),
  /// Neighbouring matches are one piece.
  CONTIGUOUS("Contiguous");

  private final String label;

  SplitBehavior(String label) {
    this.label = label;
  }

  /// The behaviour with this name in `tokenizer.json`.
  static Optional<SplitBehavior> named(String name) {
    for (SplitBehavior behavior : values()) {
      if (behavior.label.equals(name)) {
        return Optional.of(behavior);
      }
    }
    return Optional.empty();
  }

  /// A part of a text that either matches or lies between matches.
  private record Span(int from, int to, boolean match) {}

  /// A consumer of ranges.
  @FunctionalInterface
  interface SpanSink {
    /// Takes the range from index `from` up to but without `to`.
    void span(int from, int to);
  }

  /// Finds the matches in a piece, in order.
  @FunctionalInterface
  interface Finder {
    /// Hands each match to `sink`.
    void find(Piece piece, SpanSink sink);
  }

  /// The step that cuts at the matches of a pattern.
  ///
  /// @param inverted whether what lies between the matches counts as match
  SplitStep step(Finder finder, boolean inverted) {
    return (piece, sink) -> cut(spans(piece, finder, inverted), piece, sink);
  }

  private static List<Span> spans(Piece piece, Finder finder, boolean inverted) {
    List<Span> spans = new ArrayList<>();
    int[] done = {piece.from()};
    finder.find(
        piece,
        (from, to) -> {
          if (done[0] < from) {
            spans.add(new Span(done[0], from, inverted));
          }
          spans.add(new Span(from, to, !inverted));
          done[0] = to;
        });
    if (done[0] < piece.to()) {
      spans.add(new Span(done[0], piece.to(), inverted));
    }
    return spans;
  }

  private void cut(List<Span> spans, Piece piece, Consumer<Piece> sink) {
    int start = piece.from();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (this == REMOVED) {
        if (!span.match()) {
          sink.accept(piece.part(span.from(), span.to()));
        }
      } else if (i + 1 == spans.size() || endsBehind(spans, i)) {
        sink.accept(piece.part(start, span.to()));
        start = span.to();
      }
    }
  }

  /// Tells whether a piece ends between a span and the next.
  private boolean endsBehind(List<Span> spans, int index) {
    boolean match = spans.get(index).match();
    boolean nextMatch = spans.get(index + 1).match();
    return switch (this) {
      case REMOVED, ISOLATED -> true;
      case CONTIGUOUS -> match != nextMatch;
      case MERGED_WITH_PREVIOUS -> match || !nextMatch;
      case MERGED_WITH_NEXT -> !match || nextMatch;
    };
  }
}
