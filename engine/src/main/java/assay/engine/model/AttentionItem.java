package assay.engine.model;

import assay.engine.model.StepBatch.Span;

/// A tile of queries that look at the same keys: a few successive tokens of a sequence, with query
/// heads that share a key head.
///
/// Mutable, and owned by one worker, which uses it for one tile after the other.
final class AttentionItem {
  private Span span = new Span();
  private int firstRow;
  private int rows;
  private int kvHead;
  private int firstHead;
  private int heads;

  /// Moves on to other tokens.
  void tokens(Span newSpan, int newFirstRow, int newRows) {
    span = newSpan;
    firstRow = newFirstRow;
    rows = newRows;
  }

  /// Moves on to other heads.
  void heads(int newKvHead, int newFirstHead, int newHeads) {
    kvHead = newKvHead;
    firstHead = newFirstHead;
    heads = newHeads;
  }

  /// Returns the sequence.
  Span span() {
    return span;
  }

  /// Returns the first row of the batch.
  int firstRow() {
    return firstRow;
  }

  /// Returns how many rows there are, each with [#heads] queries.
  int rows() {
    return rows;
  }

  /// Returns the key head that all look at.
  int kvHead() {
    return kvHead;
  }

  /// Returns the first among all query heads.
  int firstHead() {
    return firstHead;
  }

  /// Returns how many query heads there are.
  int heads() {
    return heads;
  }

  /// Returns the position of a row's token.
  int position(int row) {
    return span.firstPosition() + row - span.firstRow();
  }
}
