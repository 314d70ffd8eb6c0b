package assay.engine.model;

import assay.engine.cache.Page;
import assay.engine.cache.PageFormat;

/// A tile of queries that look at the same keys: a few successive rows of a batch, with query heads
/// that share a key head. The rows are tokens of one sequence, or one token each of several
/// sequences that begin with the same pages.
///
/// Mutable, and owned by one worker, which uses it for one tile after the other.
final class AttentionItem {
  private final StepBatch batch;
  private int firstRow;
  private int rows;
  private int commonEnd;
  private int kvHead;
  private int firstHead;
  private int heads;

  AttentionItem(StepBatch batch) {
    this.batch = batch;
  }

  /// Moves on to other tokens of one sequence.
  void tokens(int newFirstRow, int newRows) {
    firstRow = newFirstRow;
    rows = newRows;
    commonEnd = position(newFirstRow + newRows - 1) + 1;
  }

  /// Moves on to one token each of several sequences.
  ///
  /// @param commonPages that all begin with, and see whole
  void sequences(int newFirstRow, int newRows, int commonPages) {
    firstRow = newFirstRow;
    rows = newRows;
    commonEnd = commonPages * PageFormat.POSITIONS;
  }

  /// Moves on to other heads.
  void heads(int newKvHead, int newFirstHead, int newHeads) {
    kvHead = newKvHead;
    firstHead = newFirstHead;
    heads = newHeads;
  }

  /// Returns the first row of the batch.
  int firstRow() {
    return firstRow;
  }

  /// Returns how many rows there are, each with [#heads] queries.
  int rows() {
    return rows;
  }

  /// Returns the position at which the pages end that all rows look at. Behind it each looks at its
  /// own; the tokens of one sequence have none there.
  int commonEnd() {
    return commonEnd;
  }

  /// Returns whether there is such a row and it has pages of its own.
  boolean hasOwnPages(int row) {
    return row < firstRow + rows && position(row) >= commonEnd;
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
    return batch.positions[row];
  }

  /// Returns the page of a row's sequence that holds a position.
  Page page(int row, int position) {
    return batch.pages(row).page(position);
  }
}
