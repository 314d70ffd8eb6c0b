package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.cache.PageTable;
import java.util.ArrayList;
import java.util.List;

/// The tokens that one step passes through all layers: stretches of one or more sequences, one
/// token a row.
///
/// Mutable: one thread fills it between steps, all workers read it during a step.
public final class StepBatch {
  private final int capacity;
  private final int vocabSize;
  final int[] tokens; // [rows]
  final int[] positions; // [rows]
  private final PageTable[] tables; // [rows]
  private final List<Span> spans = new ArrayList<>();
  private int rows;

  /// Successive tokens of one sequence.
  ///
  /// @param pages of the sequence, with room for the tokens
  /// @param firstRow of the batch that is theirs
  /// @param rows how many tokens
  /// @param firstPosition of the first token in its sequence
  record Span(PageTable pages, int firstRow, int rows, int firstPosition) {}

  StepBatch(int capacity, int vocabSize) {
    this.capacity = capacity;
    this.vocabSize = vocabSize;
    tokens = new int[capacity];
    positions = new int[capacity];
    tables = new PageTable[capacity];
  }

  /// Takes everything out.
  public void clear() {
    spans.clear();
    rows = 0;
  }

  /// Returns how many rows can still be added.
  public int room() {
    return capacity - rows;
  }

  /// Returns the number of tokens.
  public int rows() {
    return rows;
  }

  /// Adds the tokens `source[from]` to `source[to - 1]`, which take the positions behind those that
  /// the sequence holds, and returns the row of the first.
  ///
  /// @param pages must have a page for each of these positions
  /// @throws IllegalArgumentException if a token is no token of the model, or they do not fit
  public int add(PageTable pages, int[] source, int from, int to) {
    if (to - from > room()) {
      throw new IllegalArgumentException(
          (to - from) + " tokens in a batch with room for " + room());
    }
    for (int i = from; i < to; i++) {
      if (source[i] < 0 || source[i] >= vocabSize) {
        throw new IllegalArgumentException(
            "token %d at index %d is not in the vocabulary of %d"
                .formatted(source[i], i, vocabSize));
      }
    }
    int first = rows;
    spans.add(new Span(pages, first, to - from, pages.length()));
    for (int i = from; i < to; i++) {
      tokens[rows] = source[i];
      positions[rows] = pages.length() + i - from;
      tables[rows] = pages;
      rows++;
    }
    return first;
  }

  /// Counts the positions of all tokens as held by their sequences; call it behind the step.
  public void advance() {
    spans.forEach(span -> span.pages().advance(span.rows()));
  }

  List<Span> spans() {
    return spans;
  }

  PageTable pages(int row) {
    return tables[row];
  }

  /// Returns a row's place in its page.
  int slot(int row) {
    return positions[row] % PageFormat.POSITIONS;
  }
}
