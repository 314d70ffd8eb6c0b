package assay.engine;

import assay.engine.cache.Page;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageTable;
import assay.engine.model.StepBatch;
import java.util.Arrays;

/// One sequence in the pages of a cache, and the steps that extend it.
///
/// Owned by one [LanguageModel]; one thread at a time.
final class Session {
  /// Rows of logits computed in one pass over the output matrix; bounds their memory.
  private static final int LOGIT_ROWS = 24;

  private final StepRunner runner;
  private final PageCache cache;
  private final int capacity;
  private final int vocabSize;
  private final PageTable pages;
  private final float[] row; // [vocabSize]
  private final int[] wanted = new int[LOGIT_ROWS]; // rows of a batch
  private int[] tokens = new int[256]; // the first pages.length() are in the cache
  private int[] prompt = {}; // the last that was prefilled
  private float[] promptRow = {}; // [vocabSize], the logits that follow it

  Session(StepRunner runner, PageCache cache, int capacity, int vocabSize) {
    this.runner = runner;
    this.cache = cache;
    this.capacity = capacity;
    this.vocabSize = vocabSize;
    pages = new PageTable(cache);
    row = new float[vocabSize];
  }

  int capacity() {
    return capacity;
  }

  PageTable pages() {
    return pages;
  }

  /// Keeps what the cache has in common with a sequence's front, at most `limit` tokens, forgets
  /// the rest, and returns how many were kept.
  int rewind(int[] sequence, int limit) {
    int most = Math.min(pages.length(), limit);
    int different = Arrays.mismatch(tokens, 0, most, sequence, 0, most);
    pages.truncate(different < 0 ? most : different);
    return pages.length();
  }

  /// Makes a prompt the sequence, so that the next [#append] continues it, and returns how many of
  /// its tokens did not have to be computed. For the prompt of the call before these are all: its
  /// logits are kept.
  ///
  /// @param sequence at least one token
  int prefill(int[] sequence) {
    if (Arrays.equals(prompt, sequence) && rewind(sequence, sequence.length) == sequence.length) {
      return sequence.length;
    }
    int reused = rewind(sequence, sequence.length - 1);
    extend(sequence, sequence.length - 1, (_, logits) -> promptRow = logits.clone());
    prompt = sequence.clone();
    return reused;
  }

  /// Returns the logits that follow the prompt of the last [#prefill]; not to be changed.
  float[] promptLogits() {
    return promptRow;
  }

  /// Extends the cached front of a sequence to the whole of it, and shows the logits of its tokens
  /// from `firstRow` on to the sink.
  void extend(int[] sequence, int firstRow, LogitsSink sink) {
    for (int from = pages.length(); from < sequence.length; from = pages.length()) {
      int to = step(sequence, from, sequence.length);
      showRows(from, Math.max(from, firstRow), to, sink);
    }
  }

  /// Extends the sequence by one token and returns the logits that follow it.
  float[] append(int token) {
    step(new int[] {token}, 0, 1);
    runner.logits(wanted, 1, row);
    return row;
  }

  /// Computes as many tokens from `from` on as fit a batch, and returns the index behind them.
  private int step(int[] source, int from, int end) {
    StepBatch batch = runner.batch();
    batch.clear();
    int to = Math.min(end, from + batch.room());
    int start = pages.length();
    for (int missing = pages.missing(to - from); missing > 0; missing--) {
      pages.add(page());
    }
    batch.add(pages, source, from, to);
    runner.step();
    wanted[0] = 0;
    if (pages.length() > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(pages.length(), 2 * tokens.length));
    }
    System.arraycopy(source, from, tokens, start, to - from);
    return to;
  }

  private Page page() {
    return cache.take().orElseThrow(() -> new IllegalStateException("the cache is full"));
  }

  private void showRows(int batchStart, int from, int to, LogitsSink sink) {
    for (int first = from; first < to; first += LOGIT_ROWS) {
      int rows = Math.min(LOGIT_ROWS, to - first);
      float[] logits = new float[Math.multiplyExact(rows, vocabSize)];
      for (int i = 0; i < rows; i++) {
        wanted[i] = first + i - batchStart;
      }
      runner.logits(wanted, rows, logits);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(logits, i * vocabSize, row, 0, vocabSize);
        sink.row(first + i, row);
      }
    }
  }
}
