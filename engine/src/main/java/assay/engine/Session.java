package assay.engine;

import assay.engine.config.CacheType;
import assay.engine.config.ModelConfig;
import assay.engine.model.Activations;
import assay.engine.model.ExpertUsage;
import assay.engine.model.KvCache;
import assay.engine.model.Transformer;
import java.util.Arrays;

/// One sequence in a KV cache, and the passes that extend it.
///
/// Owned by one [LanguageModel]; one thread at a time.
final class Session {
  /// Tokens in a batch of prefill. Each batch reads all weights once; from about a hundred tokens
  /// on the arithmetic takes nearly all of the time.
  private static final int BATCH_TOKENS = 144;

  /// Rows of logits computed in one pass over the output matrix; bounds their memory.
  private static final int LOGIT_ROWS = 24;

  private final Transformer transformer;
  private final CacheType cacheType;
  private final KvCache cache;
  private final Activations activations;
  private final float[] row; // [vocabSize]
  private int[] tokens = new int[256]; // the first cache.length() are in the cache
  private int[] prompt = {}; // the last that was prefilled
  private float[] promptRow = {}; // [vocabSize], the logits that follow it

  Session(ModelConfig config, Transformer transformer, CacheType cacheType, int threads) {
    this.cacheType = cacheType;
    this.transformer = transformer;
    int capacity = config.contextLength();
    cache = new KvCache(config, capacity, cacheType);
    activations = new Activations(config, Math.min(BATCH_TOKENS, capacity), threads);
    row = new float[config.vocabSize()];
  }

  int capacity() {
    return cache.capacity();
  }

  /// Returns how many tokens of the sequence are in the cache.
  int length() {
    return cache.length();
  }

  CacheType cacheType() {
    return cacheType;
  }

  ExpertUsage expertUsage() {
    return activations.expertUsage();
  }

  /// Keeps what the cache has in common with a sequence's front, at most `limit` tokens, forgets
  /// the rest, and returns how many were kept.
  int rewind(int[] sequence, int limit) {
    int most = Math.min(cache.length(), limit);
    int different = Arrays.mismatch(tokens, 0, most, sequence, 0, most);
    cache.truncate(different < 0 ? most : different);
    return cache.length();
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
    for (int from = cache.length(); from < sequence.length; from = cache.length()) {
      int to = Math.min(sequence.length, from + activations.batchTokens());
      forward(sequence, from, to);
      showRows(from, Math.max(from, firstRow), to, sink);
    }
  }

  /// Extends the sequence by one token and returns the logits that follow it.
  float[] append(int token) {
    forward(new int[] {token}, 0, 1);
    transformer.logits(activations, 0, 1, row);
    return row;
  }

  private void forward(int[] source, int from, int to) {
    int start = cache.length();
    transformer.forward(source, from, to, cache, activations);
    if (cache.length() > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(cache.length(), 2 * tokens.length));
    }
    System.arraycopy(source, from, tokens, start, to - from);
  }

  private void showRows(int batchStart, int from, int to, LogitsSink sink) {
    for (int first = from; first < to; first += LOGIT_ROWS) {
      int rows = Math.min(LOGIT_ROWS, to - first);
      float[] logits = new float[Math.multiplyExact(rows, row.length)];
      transformer.logits(activations, first - batchStart, rows, logits);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(logits, i * row.length, row, 0, row.length);
        sink.row(first + i, row);
      }
    }
  }
}
