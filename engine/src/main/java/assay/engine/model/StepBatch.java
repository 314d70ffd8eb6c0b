package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.cache.PageTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
  private final RuntimeException[] failures; // [rows], null for none
  private volatile boolean anyFailure;
  private volatile BooleanSupplier unwanted = () -> false;
  private int rows;

  /// Successive tokens of one sequence.
  ///
  /// @param pages of the sequence, with room for the tokens
  /// @param firstRow of the batch that is theirs
  /// @param rows how many tokens
  /// @param firstPosition of the first token in its sequence
  record Span(PageTable pages, int firstRow, int rows, int firstPosition) {}

  /// Ends a step whose results nobody wants any more.
  public static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AbandonedException() {
      super("the step was given up", null, false, false);
    }
  }

  StepBatch(int capacity, int vocabSize) {
    this.capacity = capacity;
    this.vocabSize = vocabSize;
    tokens = new int[capacity];
    positions = new int[capacity];
    tables = new PageTable[capacity];
    failures = new RuntimeException[capacity];
  }

  /// Takes everything out.
  public void clear() {
    spans.clear();
    rows = 0;
    if (anyFailure) {
      Arrays.fill(failures, null);
      anyFailure = false;
    }
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

  /// Has steps given up between two layers when their results are of no use any more.
  ///
  /// @param condition is asked by all workers
  public void abandonWhen(BooleanSupplier condition) {
    unwanted = condition;
  }

  /// Goes on to the next layer.
  ///
  /// @throws AbandonedException if nobody wants the results any more
  void goOn() {
    if (unwanted.getAsBoolean()) {
      throw new AbandonedException();
    }
  }

  /// Notes that what a row's sequence computes is of no use, while all others go on. Called by the
  /// worker whose row it is.
  void fail(int row, RuntimeException cause) {
    if (failures[row] == null) {
      failures[row] = cause;
      anyFailure = true;
    }
  }

  /// Returns whether one of some rows has failed.
  public boolean failed(int firstRow, int count) {
    return anyFailure && failure(firstRow, count).isPresent();
  }

  /// Returns why the first of some rows that failed has.
  public Optional<RuntimeException> failure(int firstRow, int count) {
    for (int row = firstRow; anyFailure && row < firstRow + count; row++) {
      if (failures[row] != null) {
        return Optional.of(failures[row]);
      }
    }
    return Optional.empty();
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
