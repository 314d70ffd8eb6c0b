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
  private final List<Span> pool = new ArrayList<>(); // spans of this step, and room for more
  private int spans;
  private final FrontGroups groups;
  private final RuntimeException[] failures; // [rows], null for none
  private volatile boolean anyFailure;
  private volatile BooleanSupplier unwanted = () -> false;
  private int rows;

  /// Rows that look at pages together: successive tokens of one sequence, or one token each of
  /// several that begin with the same pages. Used again by the next step, so that steps leave no
  /// garbage.
  static final class Span {
    private int firstRow;
    private int rows;
    private int commonPages;

    private void set(int newFirstRow, int newRows, int newCommonPages) {
      firstRow = newFirstRow;
      rows = newRows;
      commonPages = newCommonPages;
    }

    /// Returns the first row.
    int firstRow() {
      return firstRow;
    }

    /// Returns how many rows there are.
    int rows() {
      return rows;
    }

    /// Returns with how many pages all of several sequences begin, each of which sees all positions
    /// there; 0 if there is one sequence.
    int commonPages() {
      return commonPages;
    }
  }

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
    groups = new FrontGroups(capacity);
  }

  /// Takes everything out.
  public void clear() {
    spans = 0;
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
    addSpan(first, to - from, 0);
    for (int i = from; i < to; i++) {
      tokens[rows] = source[i];
      positions[rows] = pages.length() + i - from;
      tables[rows] = pages;
      rows++;
    }
    return first;
  }

  private void addSpan(int first, int count, int commonPages) {
    if (spans == pool.size()) {
      pool.add(new Span());
    }
    pool.get(spans++).set(first, count, commonPages);
  }

  /// Has pages that several sequences begin with read once for their next tokens; call it when all
  /// are added. Results are the same bits with and without.
  public void shareFronts() {
    int added = spans;
    spans = 0; // those that are added again never pass those that are read
    int i = 0;
    while (i < added) {
      int end = endOfSingles(i, added);
      if (end > i + 1) {
        addGroups(span(i).firstRow(), end - i);
        i = end;
      } else {
        addSpan(span(i).firstRow(), span(i).rows(), 0);
        i++;
      }
    }
  }

  private int endOfSingles(int from, int added) {
    int end = from;
    while (end < added && span(end).rows() == 1) {
      end++;
    }
    return end;
  }

  /// Adds one row each of several sequences.
  private void addGroups(int first, int count) {
    groups.clear();
    for (int row = first; row < first + count; row++) {
      groups.add(row == first ? 0 : commonPages(row - 1, row));
    }
    groups.divide();
    for (int i = 0; i < count; i = groups.end(i)) {
      addSpan(first + i, groups.end(i) - i, groups.common(i));
    }
  }

  /// Returns with how many pages two rows' sequences begin, that both see whole.
  private int commonPages(int one, int other) {
    int most = Math.min(positions[one], positions[other]) / PageFormat.POSITIONS;
    return tables[one].common(tables[other], most);
  }

  /// Counts the positions of all tokens as held by their sequences; call it behind the step.
  public void advance() {
    for (int row = 0; row < rows; row++) {
      tables[row].advance(1);
    }
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

  /// Returns how many spans there are.
  int spans() {
    return spans;
  }

  Span span(int index) {
    return pool.get(index);
  }

  PageTable pages(int row) {
    return tables[row];
  }

  /// Returns a row's place in its page.
  int slot(int row) {
    return positions[row] % PageFormat.POSITIONS;
  }
}
